"use strict";
// Order and filters. Without this script the whole table is there to read, the worst first.
(() => {
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  for (const element of all(".js")) element.hidden = false;

  const body = find("#table tbody");
  const rows = all("tr", body);
  const heads = all("#table thead th");
  const numbers = new Intl.NumberFormat("en-US");

  // What is not known stands last, whichever way the order goes.
  function sort(column, descending) {
    const isNumber = heads[column].dataset.sort === "number";
    const value = (row) => row.children[column].dataset.value;
    const order = (a, b) => {
      const [left, right] = [value(a), value(b)];
      if (left === "" || right === "") return (left === "") - (right === "");
      const by = isNumber ? Number(left) - Number(right) : left.localeCompare(right, "en", { numeric: true });
      return descending ? -by : by;
    };
    body.append(...[...rows].sort(order));
    for (const [place, head] of heads.entries()) {
      if (place === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  for (const [column, head] of heads.entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      // Numbers are asked for with the largest first; verdicts with the worst.
      const first = head.classList.contains("number") ? "descending" : "ascending";
      const now = head.getAttribute("aria-sort");
      sort(column, now === null ? first === "descending" : now === "ascending");
    });
  }

  function filter() {
    const verdict = find("#by-verdict").value;
    const text = find("#by-text").value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const fits = (!verdict || row.dataset.verdict === verdict)
        && (!text || row.textContent.toLowerCase().includes(text));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    find("#shown").textContent = `${numbers.format(shown)} of ${numbers.format(rows.length)} shown.`;
  }
  find("#filters").addEventListener("input", filter);
  find("#filters").addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
