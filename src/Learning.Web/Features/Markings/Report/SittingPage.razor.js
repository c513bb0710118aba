// Tables that are folded on the screen are whole on paper.
export function print() {
  const folded = [...document.querySelectorAll('main details:not([open])')];
  folded.forEach(each => { each.open = true; });
  window.print();
  folded.forEach(each => { each.open = false; });
}

// A form that opens elsewhere on the page has the focus while it is there; then it goes back to what opened it, or to the beginning where that is gone.
let opener;
export function enter(heading) {
  opener = document.activeElement;
  heading.focus();
}
export function leave() {
  (opener?.isConnected && opener !== document.body ? opener : document.querySelector('h1'))?.focus();
}
