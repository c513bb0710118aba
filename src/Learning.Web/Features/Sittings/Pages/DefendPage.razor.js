// The answer lives in the browser, which keeps it at each key; the server fetches it, as bytes, when it has grown and when it is final.
export function mount(area, dotnet, options) {
  const key = `ll-answer:${options.sitting}:${options.number}`;
  // What the server has for sure, and what it fetched last. Another text there is another device's, and newer than what was left here.
  let acknowledged = options.text, fetched = options.text;
  let version = 0, saved = 0, timer = 0, gone = false;

  const read = () => {
    try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; }
  };
  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify({ text: area.value, dirty: version !== saved, of: [acknowledged, fetched] })); } catch { /* a full or forbidden store: what was saved remains */ }
  };
  const call = (name, ...args) => gone ? Promise.resolve() : dotnet.invokeMethodAsync(name, ...args).catch(() => { });
  const later = wait => { timer ||= setTimeout(send, wait); };
  const send = () => {
    timer = 0;
    if (gone || version === saved) return;
    later(3000); // unless it is acknowledged by then: the connection may be away
    call("AnswerChangedAsync", version);
  };
  const changed = () => {
    if (version === saved) call("AnswerEdited");
    version++;
    keep();
    later(800);
  };

  const left = read();
  if (area.value === options.text && left?.dirty && typeof left.text === "string" && left.of?.includes(options.text)) area.value = left.text;
  if (area.value !== options.text) changed();
  area.addEventListener("input", changed);
  if (options.focus) area.focus();

  return {
    bytes: () => {
      fetched = area.value;
      keep();
      return new TextEncoder().encode(fetched);
    },
    acknowledge: of => {
      saved = of;
      acknowledged = fetched;
      keep();
      clearTimeout(timer);
      timer = 0;
      if (version !== saved) later(800);
    },
    stop: forget => {
      gone = true;
      clearTimeout(timer);
      area.removeEventListener("input", changed);
      try { if (forget) localStorage.removeItem(key); } catch { /* nothing was kept */ }
    },
  };
}
