// The page that `remit explore` serves: through the same checks as pages in files, and what only it does: it follows the
// files, and everything can be chosen by links and forms.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { inWords, start, stop, visit } from "./browser.mjs";
import * as accessible from "./checks/accessible.mjs";
import * as keyboard from "./checks/keyboard.mjs";
import * as narrow from "./checks/narrow.mjs";

const repository = new URL("../../", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "remit-explore-"));
const file = join(folder, "landscape.toml");
let remit, base;

before(async () => {
  copyFileSync(join(repository, "scenarios/two-districts/landscape.toml"), file);
  remit = spawn(process.env.REMIT, ["explore", folder, "before", "after", "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = await once(remit.stdout, "data");
  base = String(line).trim().replace(/\/$/, "");
});

after(async () => {
  await stop();
  remit.kill();
  rmSync(folder, { recursive: true });
});

const views = [
  ["the first page", "/"],
  ["a part in a place", "/?scenario=after&service=sexual-health&area=West+Alpha&component=sti-testing"],
  ["a part everywhere", "/?component=cervical-sample"],
];

for (const [name, path] of views) {
  describe(name, () => {
    for (const check of [accessible, keyboard, narrow]) {
      for (const way of check.ways({ name: "explore", large: false })) {
        test(`${name}: ${check.name}, ${inWords(way)}`, { timeout: 120_000 }, async () => {
          assert.deepEqual(await visit(base + path, way, (page) => check.find(page, {}, way)), []);
        });
      }
    }
  });
}

test("everything can be chosen without scripts", { timeout: 60_000 }, async () => {
  const wrong = await visit(`${base}/`, { scripts: false }, async (page) => {
    await page.selectOption("#service", { label: "Obesity" });
    await page.fill("#area", "West Alpha");
    await Promise.all([page.waitForNavigation(), page.press("#area", "Enter")]);
    assert.equal(await page.textContent("h1"), "Obesity in West Alpha");
    await Promise.all([page.waitForNavigation(), page.click(".picture a")]);
    assert.match(page.url(), /area=West\+Alpha&component=[a-z0-9-]+#who$/);
    assert.notEqual((await page.textContent("#who-title")).trim(), "Who and why");
  });
  assert.deepEqual(wrong, []);
});

const good = readFileSync(join(repository, "scenarios/two-districts/landscape.toml"), "utf8");

test("the page follows the files, and takes nothing away", { timeout: 60_000 }, async () => {
  writeFileSync(file, good);
  const wrong = await visit(`${base}/?component=hiv-treatment`, {}, async (page) => {
    await page.focus("#parts-table tbody a");
    const focus = await page.evaluate(() => document.activeElement.getAttribute("href"));
    writeFileSync(file, good.replace('holder = "nhse"', 'holder = "nhsx"'));
    await page.waitForSelector("#mistakes");
    assert.match(await page.textContent("#mistakes"), /landscape\.toml, line \d+, column \d+/);
    assert.equal((await page.textContent("#who-title")).trim(), "HIV treatment and care");
    await page.waitForFunction((href) => document.activeElement.getAttribute("href") === href, focus);
    assert.deepEqual(await accessible.complaints(page), []);
    // What somebody has begun to type is kept.
    await page.fill("#area", "West");
    writeFileSync(file, good);
    await page.waitForFunction(() => document.getElementById("live").textContent.includes("have changed"));
    assert.equal(await page.inputValue("#area"), "West");
    await page.fill("#area", "");
    await page.waitForFunction(() => !document.getElementById("mistakes"));
  });
  assert.deepEqual(wrong, []);
});

test("the files may have mistakes from the beginning", { timeout: 60_000 }, async () => {
  writeFileSync(file, "[landscape\n");
  const other = spawn(process.env.REMIT, ["explore", folder, "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const [line] = await once(other.stdout, "data");
    const wrong = await visit(String(line).trim(), {}, async (page) => {
      assert.equal(await page.textContent("h1"), "The files have mistakes");
      const complaints = await accessible.complaints(page);
      writeFileSync(file, good);
      await page.waitForSelector("#pathway");
      return complaints;
    });
    assert.deepEqual(wrong, []);
  } finally {
    writeFileSync(file, good);
    other.kill();
  }
});

test("a page elsewhere cannot read it", { timeout: 60_000 }, async () => {
  const context = await (await start()).newContext();
  const page = await context.newPage();
  await page.goto("data:text/html,<title>elsewhere</title>");
  const read = await page.evaluate((address) => fetch(address).then(() => "read", () => "refused"), `${base}/version`);
  assert.equal(read, "refused");
  await context.close();
});
