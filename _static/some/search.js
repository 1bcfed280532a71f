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

  const words = wordsIn(query);

  const score = ([page, , heading, text]) => {
    const [title, head, body] = [page, heading, text].map(fold);
    if (!words.every((word) => `${title} ${head} ${body}`.includes(word))) return 0;
    if (!words.some((word) => head.includes(word) || body.includes(word))) return 0;
    const phrase = words.join(" ");
    return 1 + words.filter((word) => head.includes(word)).length * 4
      + (head.includes(phrase) ? 4 : 0) + (body.includes(phrase) ? 2 : 0)
      + words.filter((word) => body.includes(word)).length;
  };

  // The first places of a text that hold what is looked for, as the reader sees them.
  const hits = (text) => {
    const from = [], to = [];
    let folded = "";
    for (const { 0: letter, index } of text.matchAll(/\P{M}\p{M}*/gu)) {
      for (const sign of fold(letter).split("")) {
        if (sign === " " && folded.endsWith(" ")) continue;
        folded += sign;
        from.push(index);
        to.push(index + letter.length);
      }
    }
    const found = [];
    for (let at = 0, next; ; at = next.end) {
      [next] = words.map((word) => ({ start: folded.indexOf(word, at), size: word.length }))
        .filter(({ start }) => start >= 0).sort((a, b) => a.start - b.start);
      if (!next) return found;
      next.end = next.start + next.size;
      found.push([from[next.start], to[next.end - 1]]);
    }
  };

  const marked = (text) => {
    const element = make("p");
    let at = 0;
    for (const [start, end] of hits(text)) {
      element.append(text.slice(at, start), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    element.append(text.slice(at));
    return element;
  };

  const excerpt = (text) => {
    const [[first] = [0]] = hits(text);
    const start = first > 60 ? text.indexOf(" ", first - 60) + 1 : 0;
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
      list.append(make("li", {}, name, ...where, ...(text ? [marked(excerpt(text.normalize()))] : [])));
    }
  }

  loadData("search-index.js").then(show, () => { status.textContent = "The index did not arrive. Try again."; });
})();
