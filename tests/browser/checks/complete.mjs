// Everything that the data of a report holds is on its page, with and without JavaScript, and whatever it points at.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openAll } from "../browser.mjs";
import { folder } from "../pages.mjs";

export const name = "holds everything, and says where";

export const ways = () => [{}, { scripts: false }];

export async function find(page, about) {
  const data = JSON.parse(readFileSync(join(folder, `${about.name}.json`), "utf8"));
  await openAll(page);
  const seen = await page.evaluate(look);
  const missing = [];
  const expect = (held, what) => held || missing.push(`without ${what}`);
  for (const { says, anchor } of data.front.matter) expect(seen.text.includes(flat(says)), `what matters: ${says} (${anchor})`);
  expect(seen.text.includes(flat(data.front.verdict)), "its verdict");
  for (const limit of data.limits) expect(seen.text.includes(flat(limit.title)), `the limit ${limit.title}`);
  expect(seen.numbers === 4, `four numbers: it has ${seen.numbers}`);
  if (!about.brief) {
    for (const { anchor } of data.findings) expect(seen.articles.includes(anchor), `a page for the finding ${anchor}`);
    expect(seen.rows["findings-table"] === data.findings.length, `${data.findings.length} rows of findings`);
    for (const { source, title } of data.sources) {
      expect(seen.ids.includes(`source-${source}`) && seen.text.includes(flat(title)), `the source ${source}`);
    }
    for (const section of ["findings", "measures", "timeline", "sources", "method", "receipt"]) expect(seen.ids.includes(section), `a section ${section}`);
  }
  expect(seen.ids.includes("receipt"), "a receipt");
  if (data.options.length > 0) expect(seen.pictures > 0, "a picture of before and after");
  return [...missing, ...seen.wrong];
}

// White space is the browser's, and letters that turn what follows around are shown as a mark.
const flat = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd").replace(/\s+/g, " ").trim();

// In the page.
function look() {
  const wrong = [];
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  const known = new Set(ids);
  if (known.size < ids.length) wrong.push(`ids twice: ${ids.filter((id, place) => ids.indexOf(id) < place).slice(0, 5).join(", ")}`);
  for (const link of document.querySelectorAll("a[href]")) {
    const to = link.getAttribute("href");
    if (to.startsWith("#") ? !known.has(decodeURIComponent(to.slice(1))) : !/^https?:/.test(to)) wrong.push(`a link to ${to}, which is nowhere`);
  }
  const pictures = [...document.querySelectorAll("figure svg")];
  for (const picture of pictures) {
    const figure = picture.closest("figure");
    const named = picture.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent.trim());
    if (picture.getAttribute("role") !== "img") wrong.push(`a picture that does not say that it is one: ${figure.id}`);
    if (!named?.every(Boolean) && !picture.getAttribute("aria-label")) wrong.push(`a picture without an alternative: ${figure.id}`);
    if (!figure.querySelector("figcaption")?.innerText.trim()) wrong.push(`a picture without a caption: ${figure.id}`);
    if (!figure.querySelector("table tbody tr") && !figure.nextElementSibling?.matches("details:has(tbody tr)")) wrong.push(`a picture without a table: ${figure.id}`);
  }
  for (const table of document.querySelectorAll("table")) {
    if (table.tBodies[0].rows.length === 0) wrong.push(`a table without rows: ${table.id}`);
    if (!table.caption?.innerText.trim()) wrong.push(`a table without a caption: ${table.id}`);
  }
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  if (headings.filter((one) => one.tagName === "H1").length !== 1) wrong.push("not one heading above all");
  return {
    wrong: wrong.slice(0, 20),
    ids,
    text: document.body.innerText.replace(/\s+/g, " "),
    numbers: document.querySelectorAll("#numbers li").length,
    pictures: pictures.length,
    articles: [...document.querySelectorAll("article[id]")].map((one) => one.id),
    rows: Object.fromEntries([...document.querySelectorAll("table[id]")].map((one) => [one.id, one.tBodies[0].rows.length])),
  };
}
