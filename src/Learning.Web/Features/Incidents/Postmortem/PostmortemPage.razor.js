// The texts live in the browser: each is sent as a whole some time after the last key, as bytes and not as an interop string.
export function mount(root, dotnet, options) {
  const key = `ll-postmortem:${options.id}`;
  const area = name => root.querySelector(`textarea[data-section="${name}"]`);
  const areas = () => [...root.querySelectorAll("textarea[data-section]")];
  const stops = [];
  const listen = (target, type, handler, capture) => {
    target.addEventListener(type, handler, capture);
    stops.push(() => target.removeEventListener(type, handler, capture));
  };
  let version = options.version, edit = 0, saved = 0, timer = 0, gone = false, last = null;

  const call = (name, ...args) => gone ? Promise.resolve() : dotnet.invokeMethodAsync(name, ...args).catch(() => { });
  const all = () => Object.fromEntries(areas().map(each => [each.dataset.section, each.value]));
  const keep = () => {
    try {
      if (edit !== saved) localStorage.setItem(key, JSON.stringify({ version, sections: all() }));
      else localStorage.removeItem(key);
    } catch { /* a full or forbidden store: what was saved remains */ }
  };
  const grow = each => { each.style.height = "auto"; each.style.height = `${each.scrollHeight + 2}px`; };
  const changed = each => {
    edit++;
    grow(each);
    keep();
    clearTimeout(timer);
    timer = setTimeout(() => call("ChangedAsync", edit), 900);
  };
  // As if it were typed: Ctrl+Z takes it back. A text that cannot be typed in, as while its preview is open, gets it all the same.
  const type = (each, text, from, to) => {
    each.focus();
    each.setSelectionRange(from, to);
    if (document.activeElement === each && document.execCommand("insertText", false, text)) return; // which raises input
    each.setRangeText(text, from, to, "end");
    changed(each);
  };
  const put = (each, text) => {
    const at = each.selectionStart ?? each.value.length;
    const before = each.value.slice(0, at), glue = before && !/\s$/.test(before) ? " " : "";
    type(each, glue + text, at, each.selectionEnd ?? at);
  };
  // An entry whose mark the text cites is there already, in whatever words.
  const missing = (each, text) => {
    const cited = new Set((each.value.match(/\[[^\]\n]*\]/g) ?? []).flatMap(marks => marks.match(/[A-Z]\d{1,5}/g) ?? []));
    return text.split(/\n(?=- \d+:\d\d )/).filter(entry => !cited.has(/\[([A-Z]\d{1,5})\]$/.exec(entry)?.[1])).join("\n");
  };
  const append = (each, text) => {
    const kept = each.value.trimEnd(), fresh = missing(each, text);
    const glue = !kept ? "" : kept.slice(kept.lastIndexOf("\n") + 1).startsWith("- ") ? "\n" : "\n\n";
    if (fresh) type(each, glue + fresh, kept.length, each.value.length);
    else each.focus();
  };

  try {
    const left = JSON.parse(localStorage.getItem(key) ?? "null");
    // What a lost connection left; older than the database's it is not.
    if (left?.version === version && left.sections) {
      for (const [name, text] of Object.entries(left.sections)) if (area(name)) area(name).value = text;
      edit = 1;
      timer = setTimeout(() => call("ChangedAsync", edit), 300);
    }
  } catch { /* nothing usable was left */ }
  areas().forEach(grow);

  listen(root, "input", event => { if (event.target.dataset?.section) changed(event.target); });
  listen(root, "focusin", event => { if (event.target.dataset?.section) last = event.target; });
  listen(root, "keydown", event => {
    const each = event.target;
    if (event.key !== "/" || !each.dataset?.section || each.readOnly || event.ctrlKey || event.metaKey) return;
    const before = each.value.slice(0, each.selectionStart);
    if (before && !/\s$/.test(before)) return;
    event.preventDefault();
    last = each;
    call("PickAsync", each.dataset.section);
  });
  listen(document, "dragstart", event => {
    const mark = event.target.closest?.("[data-mark]");
    if (mark) event.dataTransfer.setData("text/plain", `[${mark.dataset.mark}] `);
  });
  listen(window, "pagehide", keep);
  listen(document, "visibilitychange", () => { if (document.hidden) keep(); });

  return {
    bytes: () => new TextEncoder().encode(JSON.stringify(all())),
    saved: (of, at) => { saved = of < 0 || of > edit ? edit : of; version = at; keep(); return of < 0 ? of : edit; },
    insert: (name, text) => { const each = name ? area(name) : last ?? areas()[0]; if (each) put(each, text); },
    append: (name, text) => { const each = area(name); if (each) append(each, text); },
    show: (sections, at) => { for (const each of areas()) { each.value = sections[each.dataset.section] ?? ""; grow(each); } version = at; saved = ++edit; keep(); },
    select: (name, start, length) => { const each = area(name); if (!each) return; each.focus(); each.setSelectionRange(start, start + length); },
    focus: name => area(name)?.focus(),
    stop: () => { gone = true; keep(); clearTimeout(timer); stops.forEach(stop => stop()); },
  };
}

export function print() {
  window.print();
}
