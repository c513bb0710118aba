import { margin } from "../../js/margin.js";

// The workbench's half in the browser: Monaco's theme, files, markers, drafts and keys. Source leaves as bytes, never as an interop string.
const hex = value => {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = value;
  return probe.fillStyle;
};

function tokens() {
  const probe = document.createElement("span");
  document.body.append(probe);
  const read = name => {
    probe.style.color = `var(--ll-${name})`;
    return hex(getComputedStyle(probe).color);
  };
  const names = ["surface", "sunken", "line", "edge", "text", "text-2", "text-3", "accent", "accent-soft", "kw", "str", "typ", "num", "com", "wrong", "over", "raised"];
  const found = Object.fromEntries(names.map(name => [name, read(name)]));
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const pinned = document.documentElement.dataset.theme;
  probe.remove();
  return { ...found, base: (pinned ? pinned === "dark" : dark) ? "vs-dark" : "vs" };
}

export function paint() {
  const t = tokens();
  const bare = name => t[name].slice(1);
  const rule = (token, name, style) => ({ token, foreground: bare(name), fontStyle: style });
  const name = t.base === "vs" ? "lab-light" : "lab-dark";
  monaco.editor.defineTheme(name, {
    base: t.base, inherit: true,
    rules: [rule("", "text"), rule("keyword", "kw"), rule("string", "str"), rule("string.sql", "str"), rule("number", "num"), rule("comment", "com", "italic"),
      rule("type", "typ"), rule("type.identifier", "typ"), rule("predefined.sql", "typ"), rule("operator.sql", "kw"), rule("identifier", "text"), rule("delimiter", "text"), rule("namespace", "text")],
    colors: {
      "editor.background": t.surface, "editor.foreground": t.text, "editorLineNumber.foreground": t["text-3"], "editorLineNumber.activeForeground": t.text,
      "editor.lineHighlightBackground": t.sunken, "editor.lineHighlightBorder": t.sunken, "editor.selectionBackground": t["accent-soft"], "editorCursor.foreground": t.accent,
      "editorIndentGuide.background1": t.line, "editorError.foreground": t.wrong, "editorWarning.foreground": t.over, "editorWidget.background": t.raised,
      "editorWidget.border": t.line, "focusBorder": t.surface, "scrollbarSlider.background": t.line + "99", "editorGutter.background": t.surface,
    },
  });
  monaco.editor.setTheme(name);
}

const firstRetryMs = 2000, mostRetryMs = 60_000;

export function mount(editorId, dotnet, options) {
  const editor = window.blazorMonaco.editor.getEditor(editorId);
  // A model of our own: the one that the editor made for itself is disposed as soon as another file is shown.
  const model = monaco.editor.createModel(options.text, options.language);
  editor.setModel(model);
  const key = `ll-draft:${options.learner}:${options.slug}`;
  const stops = [];
  const listen = (target, type, handler, opts) => {
    target.addEventListener(type, handler, opts);
    stops.push(() => target.removeEventListener(type, handler, opts));
  };
  let version = 0, saved = 0, base = options.draftAt ?? 0, localTimer = 0, saveTimer = 0, retryMs = firstRetryMs, view = null, gone = false;
  const files = new Map();

  const read = () => {
    try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; }
  };
  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify({ text: model.getValue(), at: Date.now(), base, dirty: version !== saved })); } catch { /* a full or forbidden store: the server's draft remains */ }
  };
  const call = (name, ...args) => gone ? Promise.resolve() : dotnet.invokeMethodAsync(name, ...args).catch(() => { });
  // Saved or refused is settled; what failed, or did not reach the server, is tried again, further and further apart.
  const save = async () => {
    const of = version;
    const settled = await call("DraftChangedAsync", of);
    if (gone || of !== version) return; // what was typed since has its own turn
    if (settled) retryMs = firstRetryMs;
    else { saveTimer = setTimeout(save, retryMs); retryMs = Math.min(retryMs * 2, mostRetryMs); }
  };

  const local = read();
  const localWins = local?.dirty && typeof local.text === "string" && ((options.draftAt ?? 0) <= (local.base ?? 0) || local.at > (options.draftAt ?? 0));
  if (localWins) model.setValue(local.text);
  if (localWins) { version = 1; saveTimer = setTimeout(save, 800); }

  editor.updateOptions({ bracketPairColorization: { enabled: false }, overviewRulerBorder: false, hideCursorInOverviewRuler: true, minimap: { enabled: model.getLineCount() >= 200 } });
  document.fonts?.ready.then(() => monaco.editor.remeasureFonts());
  paint();
  const watcher = new MutationObserver(paint);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  stops.push(() => watcher.disconnect());
  listen(matchMedia("(prefers-color-scheme: dark)"), "change", paint);

  const lines = margin(editor, model, line => call("OpenLineAsync", line));
  stops.push(lines.stop);

  const place = () => {
    const spot = document.getElementById("caret");
    const at = editor.getPosition();
    if (spot && at) spot.textContent = `Ln ${at.lineNumber}, Col ${at.column}`;
  };
  place();
  const changes = [editor.onDidChangeCursorPosition(place), model.onDidChangeContent(() => {
    version++;
    clearTimeout(localTimer);
    localTimer = setTimeout(keep, 150);
    clearTimeout(saveTimer);
    saveTimer = setTimeout(save, 800);
    call("EditedAsync");
  })];
  listen(window, "pagehide", () => { if (version !== saved) keep(); });
  listen(document, "visibilitychange", () => { if (document.hidden && version !== saved) keep(); });

  listen(document, "keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && !event.target.closest?.(".scratch, [data-compose], dialog")) { // they have a Ctrl+Enter of their own, or none
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) call("HandInByKeyAsync", event.shiftKey);
    } else if (event.altKey && !event.ctrlKey && ["1", "2", "3"].includes(event.key)) {
      event.preventDefault();
      call("ShowPaneAsync", Number(event.key));
      if (event.key === "2") editor.focus();
      else document.querySelector(`[data-pane="${event.key}"]`)?.focus();
    } else if (event.key === "Escape" && editor.hasTextFocus() && !event.defaultPrevented) {
      document.querySelector('[data-pane="2"]')?.focus();
    }
  }, true);

  const api = {
    bytes: () => new TextEncoder().encode(model.getValue()),
    version: () => version,
    acknowledge: (of, at) => { saved = of; base = at; keep(); },
    replace: text => { api.file(null); editor.pushUndoStop(); editor.executeEdits("lab", [{ range: model.getFullModelRange(), text }]); editor.pushUndoStop(); editor.focus(); },
    undo: () => { editor.trigger("lab", "undo", null); editor.focus(); },
    file: (name, text) => {
      if (editor.getModel() === model) view = editor.saveViewState();
      if (name === null) {
        editor.setModel(model);
        if (view) editor.restoreViewState(view);
      } else {
        if (!files.has(name)) files.set(name, monaco.editor.createModel(text, options.language));
        editor.setModel(files.get(name));
      }
      editor.updateOptions({ readOnly: name !== null });
    },
    markers: list => monaco.editor.setModelMarkers(model, "lab", list.map(m => ({
      severity: m.error ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning, message: m.message, code: m.code,
      startLineNumber: m.line, startColumn: m.column, endLineNumber: Math.max(m.endLine, m.line), endColumn: Math.max(m.endColumn, m.column + 1),
    }))),
    reveal: (lineNumber, column) => { api.file(null); editor.setPosition({ lineNumber, column }); editor.revealLineInCenter(lineNumber); editor.focus(); },
    margin: lines.show,
    point: line => { if (line !== null) api.file(null); lines.point(line); },
    address: url => history.replaceState(history.state, "", url),
    hash: () => location.hash.slice(1),
    stop: () => {
      gone = true;
      if (version !== saved) keep();
      clearTimeout(localTimer);
      clearTimeout(saveTimer);
      changes.forEach(change => change.dispose());
      stops.forEach(stop => stop());
      files.forEach(file => file.dispose());
      model.dispose();
    },
  };
  return api;
}
