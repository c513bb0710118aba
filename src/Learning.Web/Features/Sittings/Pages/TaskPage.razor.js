// What happens in the editor, for a person to look at later. It is collected here and fetched by the server every few seconds; nothing decides by it.
const most = 60000;

export function watch(editorId) {
  let events = [], size = 0, before = "", hooked = null, gone = false, pasted = null;
  const stops = [], copied = [];
  const listen = (target, type, handler, opts) => {
    target.addEventListener(type, handler, opts);
    stops.push(() => target.removeEventListener(type, handler, opts));
  };
  const add = event => {
    const length = JSON.stringify(event).length;
    if (size + length > most) return; // fetched soon; what does not fit until then is missing, and the next whole text shows it
    size += length;
    events.push({ ...event, t: performance.now() });
  };
  const whole = text => add({ kind: "Edit", at: 0, removed: 2147483647, text: text.slice(0, 50000) });

  const tellPaste = () => {
    if (pasted === null) return;
    const text = pasted;
    pasted = null;
    add({ kind: "Paste", characters: text.length, lines: text.split("\n").length, own: copied.includes(text) || before.includes(text) });
  };

  const hook = () => {
    if (gone) return;
    const editor = window.blazorMonaco?.editor?.getEditor(editorId);
    const model = editor?.getModel();
    if (!model) { setTimeout(hook, 300); return; }
    if (hooked === model) return;
    hooked = model;
    before = model.getValue();
    whole(before);
    const change = model.onDidChangeContent(change => {
      for (const each of [...change.changes].sort((a, b) => b.rangeOffset - a.rangeOffset)) {
        const last = events[events.length - 1];
        const own = { kind: "Edit", at: each.rangeOffset, removed: each.rangeLength, text: each.text };
        // Typing on is one splice.
        if (last?.kind === "Edit" && own.removed === 0 && last.at + last.text.length === own.at && last.text.length + own.text.length < 200 && performance.now() - last.t < 1500) {
          last.text += own.text;
          size += own.text.length;
        } else add(own);
      }
      tellPaste();
      before = model.getValue();
    });
    stops.push(() => change.dispose());
  };

  const keep = event => {
    const text = window.getSelection()?.toString() || hooked?.getValueInRange?.(window.blazorMonaco.editor.getEditor(editorId).getSelection()) || "";
    if (event.target?.closest?.(`#${editorId}`) && text) { copied.push(text); if (copied.length > 20) copied.shift(); }
  };
  listen(document, "copy", keep, true);
  listen(document, "cut", keep, true);
  listen(document, "paste", event => {
    if (!event.target?.closest?.(`#${editorId}`)) return;
    pasted = event.clipboardData?.getData("text/plain") ?? "";
    // The change follows within the event; where nobody listens to the model yet, this is all there is.
    setTimeout(tellPaste, 0);
  }, true);
  listen(window, "blur", () => add({ kind: "Left" }));
  listen(window, "focus", () => add({ kind: "Back" }));
  listen(window, "offline", () => add({ kind: "Offline" }));
  listen(window, "online", () => add({ kind: "Online" }));
  hook();

  return {
    // The model of the answer is made after the page: it is looked for again at each fetch.
    take: () => {
      hook();
      const now = performance.now();
      const batch = events.map(({ t, ...event }) => ({ ...event, ago: Math.round(now - t) }));
      events = [];
      size = 0;
      return new TextEncoder().encode(JSON.stringify(batch));
    },
    stop: () => { gone = true; stops.forEach(stop => stop()); },
  };
}
