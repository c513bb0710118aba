// The address follows the playhead, without a navigation, and so does the log; a mark that was opened brings its evidence into view.
export function address(url, show) {
  history.replaceState(history.state, "", url);
  requestAnimationFrame(() => {
    const now = document.querySelector(".log .now");
    const log = now?.closest(".log");
    if (log) log.scrollTop += now.getBoundingClientRect().top - log.getBoundingClientRect().top - 60;
    if (show) document.getElementById("moment")?.scrollIntoView({ block: "nearest" });
  });
}

export function print() {
  window.print();
}
