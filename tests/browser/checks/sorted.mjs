// Tables are sorted and filtered by keys alone; without JavaScript nothing pretends that they can be.
import { openAll } from "../browser.mjs";

export const name = "sorts and filters";

export const ways = ({ brief }) => (brief ? [] : [{}, { scripts: false }, { width: 320, dark: true }]);

export async function find(page, about, { scripts = true } = {}) {
  await openAll(page);
  if (!scripts) return page.evaluate(dead);
  const wrong = [];
  const tables = await page.evaluate(() => [...document.querySelectorAll("table[data-sortable]")].map((one) => one.id));
  if (tables.length === 0) return ["no table can be sorted"];
  for (const table of tables) {
    wrong.push(...(await sorts(page, table)), ...(await filters(page, table)));
  }
  return wrong.slice(0, 10);
}

// In the page.
function dead() {
  return [...document.querySelectorAll("button, input, select, .filter")]
    .filter((one) => one.checkVisibility())
    .map((one) => `does nothing without JavaScript: ${one.outerHTML.slice(0, 120)}`);
}

async function sorts(page, table) {
  const wrong = [];
  const columns = await page.locator(`#${table} thead th`).count();
  for (let column = 0; column < columns; column += 1) {
    const button = page.locator(`#${table} thead th >> nth=${column}`).getByRole("button");
    if ((await button.count()) !== 1) {
      wrong.push(`${table}: no button above column ${column + 1}`);
      continue;
    }
    await button.focus();
    for (const [key, order] of [["Enter", "ascending"], ["Space", "descending"]]) {
      await page.keyboard.press(key);
      const found = await page.evaluate(order_of, [table, column, order]);
      wrong.push(...found.map((what) => `${table}, column ${column + 1}, ${order}: ${what}`));
    }
  }
  return wrong;
}

// In the page: whether the rows are in an order, and whether the heads say so.
function order_of([table, column, order]) {
  const wrong = [];
  const { tHead, tBodies } = document.getElementById(table);
  const heads = [...tHead.rows[0].cells].map((head) => head.getAttribute("aria-sort"));
  if (heads[column] !== order) wrong.push(`its head says ${heads[column]}`);
  if (heads.filter(Boolean).length !== 1) wrong.push("more than one head says that it is sorted by it");
  if (!tHead.rows[0].cells[column].contains(document.activeElement)) wrong.push("the keyboard has lost its place");
  const values = [...tBodies[0].rows].map(({ cells }) => cells[column].dataset.v ?? cells[column].textContent.trim());
  const numbers = values.filter(Boolean).every((value) => !Number.isNaN(Number(value)));
  const { compare } = new Intl.Collator("en-GB", { numeric: true });
  for (let row = 1; row < values.length; row += 1) {
    const [a, b] = [values[row - 1], values[row]];
    // What has no value comes last both ways.
    if (a === "" && b === "") continue;
    const step = a === "" ? 1 : b === "" ? -1 : (numbers ? a - b : compare(a, b)) * (order === "ascending" ? 1 : -1);
    if (step > 0) wrong.push(`«${a.slice(0, 40)}» stands above «${b.slice(0, 40)}»`);
  }
  return wrong.slice(0, 2);
}

async function filters(page, table) {
  const filter = page.locator(`.filter[data-for="${table}"]`);
  const rows = await page.locator(`#${table} tbody tr`).count();
  if ((await filter.count()) === 0 || !(await filter.isVisible())) {
    // Few rows are seen at a glance.
    return rows > 12 ? [`${table}: ${rows} rows, and no way to choose among them`] : [];
  }
  const wrong = [];
  const live = await filter.locator("[role=status], [aria-live]").count();
  if (live !== 1) wrong.push(`${table}: how many rows are shown is not said aloud`);
  const wanted = await page.evaluate((id) => document.getElementById(id).tBodies[0].rows[2].cells[0].textContent.trim().slice(0, 12).trim(), table);
  await filter.locator("input").focus();
  await page.keyboard.type(wanted.toUpperCase());
  wrong.push(...(await page.evaluate(chosen, [table, null, wanted])));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  wrong.push(...(await page.evaluate(chosen, [table, null, ""])));
  for (const select of await filter.locator("select").all()) {
    await select.focus();
    await page.keyboard.press("ArrowDown");
    const [column, value] = await select.evaluate((one) => [one.dataset.column, one.value]);
    if (value === "") wrong.push(`${table}: nothing to choose in column ${Number(column) + 1}`);
    wrong.push(...(await page.evaluate(chosen, [table, column, value])));
    await page.keyboard.press("Home");
  }
  wrong.push(...(await page.evaluate(chosen, [table, null, ""])));
  return wrong;
}

// In the page: whether the rows shown are those that fit, and whether their number is said.
function chosen([table, column, wanted]) {
  const rows = [...document.getElementById(table).tBodies[0].rows];
  const says = (row) => (column === null ? row.textContent.toLowerCase() : row.cells[column].dataset.v ?? row.cells[column].textContent.trim());
  const fits = (row) => wanted === "" || (column === null ? says(row).includes(wanted.toLowerCase()) : says(row) === wanted);
  const wrong = rows.filter((row) => row.checkVisibility() !== fits(row)).map((row) => `${table}, «${wanted}»: ${fits(row) ? "hides" : "shows"} ${row.textContent.slice(0, 60)}`);
  const shown = rows.filter(fits).length;
  const count = document.querySelector(`.filter[data-for="${table}"] .count`).textContent;
  const said = count.match(/\d+/g)?.map(Number) ?? [];
  if (said[0] !== shown || said[1] !== rows.length) wrong.push(`${table}, «${wanted}»: says «${count}», and ${shown} of ${rows.length} fit`);
  return wrong.slice(0, 3);
}
