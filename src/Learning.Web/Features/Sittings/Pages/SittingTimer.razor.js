// The clock between two answers of the server: counts down from what was said last, also while the connection is away. It decides nothing.
const words = ms => {
  const s = Math.max(0, Math.ceil(ms / 1000)), pad = n => String(n).padStart(2, "0");
  const h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
  return h > 0 ? `${h}:${pad(m)}:${pad(s % 60)}` : `${m}:${pad(s % 60)}`;
};

export function tick(element) {
  let said = null, since = performance.now();
  const look = () => {
    if (element.dataset.left !== said) { said = element.dataset.left; since = performance.now(); }
    const left = Number(said) - (element.dataset.still ? 0 : performance.now() - since);
    // Blazor owns the text node; it stays, and only its text changes.
    if (element.firstChild) element.firstChild.data = words(left);
    element.classList.toggle("low", left < Number(element.dataset.low));
  };
  const timer = setInterval(look, 250);
  look();
  return { stop: () => clearInterval(timer) };
}
