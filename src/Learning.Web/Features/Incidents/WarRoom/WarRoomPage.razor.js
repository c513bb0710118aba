import { paint } from "../../Exercises/Workbench.razor.js";

// The war room's half in the browser: one SQL text per session, kept in this browser, and the room's keys. SQL leaves as bytes, never as an interop string.
const tallest = 260, lowest = 98;
const keysOff = "ll-single-keys-off"; // which js/keys.js keeps

const stored = {
  read: key => { try { return localStorage.getItem(key); } catch { return null; } },
  write: (key, value) => { try { localStorage.setItem(key, value); } catch { /* a full or forbidden store: the text lives as long as the page */ } },
};

export function mount(editorId, dotnet, options) {
  const editor = window.blazorMonaco.editor.getEditor(editorId);
  const models = new Map();
  const stops = [];
  let session = options.session, gone = false;
  const key = name => `ll-console:${options.lab}:${name}`;
  const call = (name, ...args) => gone ? Promise.resolve() : dotnet.invokeMethodAsync(name, ...args).catch(() => { });
  const listen = (target, type, handler, opts) => {
    target.addEventListener(type, handler, opts);
    stops.push(() => target.removeEventListener(type, handler, opts));
  };

  const model = name => {
    if (!models.has(name)) {
      const made = monaco.editor.createModel(stored.read(key(name)) ?? "", "sql");
      let timer = 0;
      const watch = made.onDidChangeContent(() => {
        monaco.editor.setModelMarkers(made, "room", []);
        clearTimeout(timer);
        timer = setTimeout(() => stored.write(key(name), made.getValue()), 200);
      });
      stops.push(() => { clearTimeout(timer); stored.write(key(name), made.getValue()); watch.dispose(); made.dispose(); });
      models.set(name, made);
    }
    return models.get(name);
  };

  const box = document.getElementById(editorId).parentElement;
  const fit = () => {
    box.style.height = `${Math.min(tallest, Math.max(lowest, editor.getContentHeight()))}px`;
    editor.layout();
  };
  editor.setModel(model(session));
  editor.updateOptions({ bracketPairColorization: { enabled: false }, overviewRulerBorder: false, hideCursorInOverviewRuler: true, wordWrap: "on" });
  document.fonts?.ready.then(() => monaco.editor.remeasureFonts());
  const sized = editor.onDidContentSizeChange(fit);
  stops.push(() => sized.dispose());
  fit();
  paint();
  const watcher = new MutationObserver(paint);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  stops.push(() => watcher.disconnect());
  listen(matchMedia("(prefers-color-scheme: dark)"), "change", paint);

  const typing = target => target.closest?.("input, textarea, select, [contenteditable], .monaco-editor");
  const focused = () => (document.activeElement?.closest("[data-keep]") ?? document.querySelector("[data-keep]:hover"))?.dataset.keep ?? "";

  listen(document, "keydown", event => {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === "Enter" && !event.target.closest?.("textarea:not(.inputarea)")) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) call("RunAsync");
    } else if (command && event.key === ".") {
      event.preventDefault();
      event.stopPropagation();
      call("CancelAsync");
    } else if (event.altKey && !command && /^Key[A-D]$/.test(event.code)) {
      event.preventDefault();
      call("ShowSession", event.code.at(-1));
    } else if (event.key === "Escape" && editor.hasTextFocus() && !event.defaultPrevented) {
      document.querySelector(".runbar button:not([disabled])")?.focus();
    } else if (!command && !event.altKey && !typing(event.target) && !stored.read(keysOff) && !event.repeat) {
      const act = { ".": () => call("FreezeAsync"), "?": () => call("ShowKeys"), e: () => call("KeepAsync", focused()) }[event.key.toLowerCase()];
      if (act) {
        event.preventDefault();
        act();
      }
    }
  }, true);

  return {
    bytes: () => {
      const chosen = editor.getSelection();
      return new TextEncoder().encode(chosen && !chosen.isEmpty() ? editor.getModel().getValueInRange(chosen) : editor.getModel().getValue());
    },
    show: name => {
      session = name;
      editor.setModel(model(name));
      fit();
    },
    replace: text => {
      editor.pushUndoStop();
      editor.executeEdits("room", [{ range: editor.getModel().getFullModelRange(), text }]);
      editor.pushUndoStop();
      editor.focus();
    },
    mark: (sql, position, message) => {
      const shown = editor.getModel();
      const from = shown.getValue().replaceAll("\r\n", "\n").indexOf(sql.replaceAll("\r\n", "\n"));
      if (from < 0 || position < 1) return;
      const place = shown.getPositionAt(from + position - 1);
      const word = shown.getWordAtPosition(place);
      monaco.editor.setModelMarkers(shown, "room", [{
        severity: monaco.MarkerSeverity.Error, message, startLineNumber: place.lineNumber, startColumn: place.column, endLineNumber: place.lineNumber, endColumn: word?.endColumn ?? place.column + 1,
      }]);
    },
    top: () => document.querySelector(".scroll.center")?.scrollTo(0, 0),
    hash: () => location.hash.slice(1),
    singleKeysOff: () => !!stored.read(keysOff),
    stop: () => {
      gone = true;
      stops.forEach(stop => stop());
    },
  };
}
