// Arrow keys move within a plan; the page must not scroll under it.
let bound = false;
export function keepPageStill() {
  if (bound) return;
  bound = true;
  const moves = new Set(["ArrowDown", "ArrowUp", "Home", "End"]);
  document.addEventListener("keydown", event => {
    if (moves.has(event.key) && event.target.closest?.("[role=treeitem], [role=treegrid] [role=row]")) event.preventDefault();
  });
}
