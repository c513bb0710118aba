// The editor's margin: how many statements each line sent in the run that is shown, and words under the line that sent most.
const plain = text => text.replaceAll("\r\n", "\n");

// A statement of C# or SQL ends where its line does with one of these; the count stands where it begins.
function endOf(model, line) {
  for (let at = line; at <= Math.min(line + 19, model.getLineCount()); at++) {
    if (/[;{}]\s*(\/\/.*|--.*)?$/.test(model.getLineContent(at))) return at;
  }
  return line;
}

export function margin(editor, model, open) {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  let notes = [], ids = [], pointed = [], source = null, name = "", zone = null;

  const stale = () => source !== null && plain(model.getValue()) !== plain(source);
  const place = index => model.getDecorationRange(ids[index])?.startLineNumber;
  const noteAt = line => notes[notes.findIndex((_, index) => place(index) === line)];

  const unzone = () => {
    if (zone !== null) editor.changeViewZones(zones => zones.removeZone(zone));
    zone = null;
  };
  const inlay = note => {
    const words = document.createElement("div");
    words.className = "ll-inlay";
    const lead = document.createElement("b");
    lead.textContent = note.inlay.lead;
    const show = document.createElement("button");
    show.type = "button";
    show.textContent = "Show them";
    show.addEventListener("click", () => open(note.line));
    show.addEventListener("mousedown", event => event.stopPropagation());
    words.append(lead, note.inlay.rest + " ", show);
    const node = document.createElement("div");
    node.className = "ll-zone";
    node.append(words);
    return node;
  };
  const rezone = () => {
    unzone();
    const index = notes.findIndex(note => note.inlay);
    if (index < 0 || stale() || editor.getModel() !== model) return;
    const node = inlay(notes[index]);
    const { contentWidth: width, verticalScrollbarWidth } = editor.getLayoutInfo();
    node.firstChild.style.width = `${Math.min(620, width - verticalScrollbarWidth - 12)}px`;
    editor.changeViewZones(zones => {
      zone = zones.addZone({ afterLineNumber: endOf(model, place(index)), heightInPx: width < 420 ? 68 : 48, domNode: node, suppressMouseDown: true });
    });
  };
  const words = () => {
    const spot = document.getElementById("margin");
    if (spot) spot.textContent = notes.length === 0 ? "" : stale() ? `statements per line: from ${name}, edited since` : `statements per line: ${name}`;
    editor.getDomNode()?.classList.toggle("ll-stale", notes.length > 0 && stale());
  };

  let was = false;
  const stops = [
    model.onDidChangeContent(() => { if (notes.length > 0 && stale() !== was) { was = !was; words(); rezone(); } }),
    editor.onDidChangeModel(() => { zone = null; rezone(); }),
    editor.onDidLayoutChange(() => { if (zone !== null) rezone(); }),
    editor.onMouseMove(event => {
      const note = inMargin(event) && noteAt(event.target.position.lineNumber);
      if (note) event.target.element.title = note.says + (stale() ? `; from ${name}, edited since` : "");
    }),
    editor.onMouseDown(event => {
      const note = inMargin(event) && noteAt(event.target.position.lineNumber);
      if (note) open(note.line);
    }),
  ];
  const inMargin = event => {
    const kinds = monaco.editor.MouseTargetType;
    return editor.getModel() === model && event.target.position && [kinds.GUTTER_LINE_NUMBERS, kinds.GUTTER_LINE_DECORATIONS].includes(event.target.type);
  };

  return {
    show: (found, ran, called) => {
      source = ran;
      name = called;
      // An edited file has other lines: what does not exist any more has no count either.
      notes = found.filter(note => note.line <= model.getLineCount());
      sheet.replaceSync(notes.map((note, index) => `.ll-count-${index}::before{content:${JSON.stringify(note.count)}}`).join(""));
      ids = model.deltaDecorations(ids, notes.map((note, index) => ({
        range: new monaco.Range(note.line, 1, note.line, 1),
        options: { isWholeLine: true, stickiness: 1, linesDecorationsClassName: `ll-count ll-count-${index}${note.inlay ? " ll-most" : ""}` },
      })).concat(notes.filter(note => note.inlay).map(note => ({
        range: new monaco.Range(note.line, 1, endOf(model, note.line), 1),
        options: { isWholeLine: true, stickiness: 1, className: "ll-hot", marginClassName: "ll-hot-margin" },
      }))));
      was = stale();
      words();
      rezone();
    },
    point: line => {
      const index = notes.findIndex(note => note.line === line);
      const at = index >= 0 ? place(index) : line;
      if (line === null || at > model.getLineCount()) {
        pointed = model.deltaDecorations(pointed, []);
        return;
      }
      pointed = model.deltaDecorations(pointed, [{ range: new monaco.Range(at, 1, endOf(model, at), 1), options: { isWholeLine: true, className: "ll-pointed", marginClassName: "ll-pointed" } }]);
      editor.revealLineInCenterIfOutsideViewport(at);
    },
    stop: () => {
      stops.forEach(stop => stop.dispose());
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter(each => each !== sheet);
    },
  };
}
