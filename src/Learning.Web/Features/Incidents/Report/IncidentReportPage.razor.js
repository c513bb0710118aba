// The address follows the playhead, without a navigation; a mark that was opened brings its evidence into view.
export function address(url, show) {
  history.replaceState(history.state, "", url);
  if (show) requestAnimationFrame(() => document.getElementById("moment")?.scrollIntoView({ block: "nearest" }));
}

export function print() {
  window.print();
}
