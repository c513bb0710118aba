// Tables that are folded on the screen are whole on paper.
export function print() {
  const folded = [...document.querySelectorAll('main details:not([open])')];
  folded.forEach(each => { each.open = true; });
  window.print();
  folded.forEach(each => { each.open = false; });
}
