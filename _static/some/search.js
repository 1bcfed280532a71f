// The search page: the places of the book that hold every word asked for, with the sentence.
(() => {
  const list = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  const query = (new URLSearchParams(location.search).get("q") || "").trim();
  const field = document.querySelector(".bd-search-container input[type=search]");
  field.value = query;
  if (!query) {
    field.focus();
    return;
  }

  // One letter stays one letter, so that a place in the folded text is a place in the text.
  const plain = (text) => text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  const fold = (text) => Array.from(plain(text), (letter) =>
    letter.length > 1 ? letter : letter.normalize("NFD")[0]).join("");
  const words = fold(query).split(/\s+/);

  const score = ([page, , heading, text]) => {
    const [title, head, body] = [page, heading, text].map(fold);
    if (!words.every((word) => `${title} ${head} ${body}`.includes(word))) return 0;
    if (!words.some((word) => head.includes(word) || body.includes(word))) return 0;
    const phrase = words.join(" ");
    return 1 + words.filter((word) => head.includes(word)).length * 4
      + (head.includes(phrase) ? 4 : 0) + (body.includes(phrase) ? 2 : 0)
      + words.filter((word) => body.includes(word)).length;
  };

  const marked = (text) => {
    const element = document.createElement("p");
    const folded = fold(text);
    let at = 0;
    while (at < text.length) {
      const [start, end] = words
        .map((word) => [folded.indexOf(word, at), word.length])
        .filter(([start]) => start >= 0)
        .map(([start, length]) => [start, start + length])
        .sort(([a], [b]) => a - b)[0] || [text.length, text.length];
      element.append(text.slice(at, start));
      if (end > start) {
        const mark = document.createElement("mark");
        mark.textContent = text.slice(start, end);
        element.append(mark);
      }
      at = end;
    }
    return element;
  };

  const excerpt = (text) => {
    const folded = fold(text);
    const first = Math.min(...words.map((word) => folded.indexOf(word)).filter((at) => at >= 0));
    const start = first > 60 && first < Infinity ? text.indexOf(" ", first - 60) + 1 : 0;
    const end = text.length > start + 240 ? text.lastIndexOf(" ", start + 240) : text.length;
    return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  };

  function show() {
    const places = searchIndex.flatMap(([page, url, parts]) =>
      parts.map(([id, heading, text]) => [page, `${url}#${id}`, heading, text]));
    const found = places
      .map((place) => [score(place), place])
      .filter(([points]) => points)
      .sort(([a], [b]) => b - a)
      .slice(0, 50);
    status.textContent = found.length
      ? `${found.length === 50 ? "The best " : ""}${found.length} place${found.length > 1 ? "s" : ""}`
      : "Nothing found. Try fewer or shorter words.";
    for (const [, [page, url, heading, text]] of found) {
      const name = make("a", { href: url }, heading || page);
      const where = heading && heading !== page ? [make("p", { className: "where" }, page)] : [];
      list.append(make("li", {}, name, ...where, ...(text ? [marked(excerpt(text))] : [])));
    }
  }

  loadData("search-index.js").then(show, () => { status.textContent = "The index did not arrive. Try again."; });
})();
