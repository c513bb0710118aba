// Dragging on the charts moves the playhead. Which drawing is shown, and where its plot begins and ends, the playhead's own drawing says.
export function follow(surface, dotnet) {
  let dragging = false, waiting = null, sent = false;

  const seconds = event => {
    const head = [...surface.querySelectorAll(":scope > svg.head")].find(svg => svg.getBoundingClientRect().width > 0);
    if (!head) return null;
    const box = head.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * head.viewBox.baseVal.width;
    const { left, right, to } = head.dataset;
    return Math.min(1, Math.max(0, (x - left) / (right - left))) * to;
  };
  // One message at a time: what comes meanwhile is only the newest.
  const send = async at => {
    waiting = at;
    if (sent) return;
    sent = true;
    while (waiting !== null) {
      const next = waiting;
      waiting = null;
      await dotnet.invokeMethodAsync("DraggedAsync", next).catch(() => { });
    }
    sent = false;
  };
  const down = event => {
    if (event.button !== 0 || event.target.closest("button, a, input, table")) return;
    const at = event.target.closest("svg") && seconds(event);
    if (at === null || at === false || at === undefined) return;
    event.preventDefault(); // no text is selected on the way
    dragging = true;
    surface.setPointerCapture(event.pointerId);
    send(at);
  };
  const move = event => { if (dragging) send(seconds(event)); };
  const up = () => { dragging = false; };
  const pairs = [["pointerdown", down], ["pointermove", move], ["pointerup", up], ["pointercancel", up]];
  pairs.forEach(([type, handler]) => surface.addEventListener(type, handler));
  return { stop: () => pairs.forEach(([type, handler]) => surface.removeEventListener(type, handler)) };
}
