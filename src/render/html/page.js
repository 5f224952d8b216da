"use strict";
// Sorts and filters the tables of a page. Every row is in the page already: nothing is fetched, nothing is kept.
const valueOf = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.v ?? cell.textContent.trim();
};
const compare = (a, b) => {
  if (a === "" || b === "") return (a === "") - (b === "");
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, "en-GB", { numeric: true }) : x - y;
};
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => {
        const [x, y] = [valueOf(a, column), valueOf(b, column)];
        // What has no value comes last both ways.
        return x === "" || y === "" || !descending ? compare(x, y) : compare(y, x);
      });
      table.tBodies[0].append(...rows);
    });
  });
}
for (const filter of document.querySelectorAll(".filter")) {
  const rows = [...document.getElementById(filter.dataset.for).tBodies[0].rows];
  const text = filter.querySelector("input");
  const choices = [...filter.querySelectorAll("select")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const choose = () => {
    const wanted = text.value.trim().toLowerCase();
    let shown = 0;
    rows.forEach((row, place) => {
      const fits = texts[place].includes(wanted)
        && choices.every((one) => one.value === "" || valueOf(row, one.dataset.column) === one.value);
      row.hidden = !fits;
      shown += fits;
    });
    filter.querySelector(".count").textContent = `${shown} of ${rows.length} rows`;
  };
  filter.hidden = rows.length < 6;
  [text, ...choices].forEach((field) => field.addEventListener("input", choose));
}
