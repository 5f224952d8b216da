// What `remit explore` serves: the checks of the pages, and what a page in a file cannot do: follow the files.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PATIENCE, inWords, stop, visit } from "./browser.mjs";
import { folder } from "./pages.mjs";
import * as hostile from "./hostile.mjs";
import * as accessible from "./checks/accessible.mjs";
import * as harmless from "./checks/harmless.mjs";
import * as keyboard from "./checks/keyboard.mjs";
import * as narrow from "./checks/narrow.mjs";
import * as printed from "./checks/printed.mjs";

const remit = process.env.REMIT;
const has = spawnSync(remit, ["explore", "--help"]).status === 0;
const skip = has ? false : "this binary has no `remit explore`";

// Each server, so that all end with the tests.
const servers = [];

/** Serves a landscape, and gives the address that is printed. */
async function serve(landscape, ...words) {
  const server = spawn(remit, ["explore", landscape, ...words, "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  servers.push(server);
  let said = "";
  for await (const chunk of server.stdout) {
    said += chunk;
    const address = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
    if (address) return address[0];
  }
  throw new Error(`remit explore ${landscape} prints no address`);
}

/** Writes a file that is being watched whole or not at all: what is half of it is a mistake too. */
function save(file, text) {
  const beside = join(folder, "saved");
  writeFileSync(beside, text);
  renameSync(beside, file);
}

after(async () => {
  await stop();
  servers.forEach((server) => server.kill("SIGTERM"));
});

const pages = [
  ["the first page", ""],
  ["a part chosen", "?scenario=after&against=before&service=obesity&component=tier-3"],
  ["a part in a place", "?scenario=after&against=before&service=sexual-health&component=sti-testing&area=east-beta"],
];
const checks = [
  [accessible, [{}, { dark: true }, { width: 320 }, { width: 320, dark: true }]],
  [narrow, [{}, { width: 320 }, { width: 320, scripts: false }]],
  [keyboard, [{}, { scripts: false }]],
  [printed, printed.ways()],
  [harmless, [{}]],
];

describe("explore", { skip }, () => {
  const explored = join(folder, "explored");
  const file = join(explored, "landscape.toml");
  let address;
  let right;

  before(async () => {
    cpSync("scenarios/two-districts", explored, { recursive: true });
    right = readFileSync(file, "utf8");
    address = await serve(explored, "before", "after");
  });

  for (const [what, query] of pages) {
    for (const [check, ways] of checks) {
      for (const way of ways) {
        test(`${what}: ${check.name}, ${inWords(way)}`, { timeout: PATIENCE }, async () => {
          assert.deepEqual(await visit(`${address}${query}`, way, (page) => check.find(page, {}, way)), []);
        });
      }
    }
  }

  for (const scripts of [true, false]) {
    test(`a part is chosen by keys alone, ${inWords({ scripts })}`, { timeout: PATIENCE }, async () => {
      const wrong = await visit(`${address}?scenario=after&service=obesity`, { scripts }, async (page) => {
        const parts = page.locator("#component");
        await parts.focus();
        // Letters would do as well, for those who do not pause among them: a busy machine does.
        for (let step = 0; step < 50 && (await parts.inputValue()) !== "tier-3"; step += 1) await page.keyboard.press("ArrowDown");
        await page.locator("form.pickers button").focus();
        await Promise.all([page.waitForURL(/component=tier-3/), page.keyboard.press("Enter")]);
        const says = await page.locator("#who").innerText();
        return /tier 3/.test(says) && /nobody|no body/i.test(says) ? [] : [`of tier 3 it says: ${says.slice(0, 300)}`];
      });
      assert.deepEqual(wrong, []);
    });
  }

  test("a part of the picture leads to who and why", { timeout: PATIENCE }, async () => {
    const wrong = await visit(`${address}?scenario=after&service=obesity`, {}, async (page) => {
      const link = page.locator('figure svg a[href*="component=tier-3"]').first();
      await link.focus();
      await Promise.all([page.waitForURL(/component=tier-3.*#who/), page.keyboard.press("Enter")]);
      return (await page.locator("#who").innerText()).includes("tier 3") ? [] : ["it says nothing of tier 3"];
    });
    assert.deepEqual(wrong, []);
  });

  test("a mistake in a file is shown above the last good state, and goes when it is mended", { timeout: PATIENCE }, async () => {
    const wrong = await visit(`${address}?scenario=after&service=obesity&component=tier-3`, {}, async (page) => {
      const before = await page.locator("#who").innerText();
      try {
        save(file, right.replace('holder = "nhse"', 'holder = "nhs-england"'));
        await page.locator("#mistakes").waitFor();
        const says = await page.locator("#mistakes").innerText();
        const missing = ["nhs-england", "landscape.toml", "nhse"].filter((word) => !says.includes(word)).map((word) => `the mistake is shown without ${word}: ${says}`);
        const still = (await page.locator("#who").innerText()) === before && (await page.locator("figure svg").count()) > 0;
        missing.push(...(await accessible.complaints(page)));
        save(file, right);
        await page.locator("#mistakes").waitFor({ state: "detached" });
        return [...missing, ...(still ? [] : ["the last good state is gone"])];
      } finally {
        save(file, right);
      }
    });
    assert.deepEqual(wrong, []);
  });

  test("a change in a file is shown", { timeout: PATIENCE }, async () => {
    const wrong = await visit(`${address}?scenario=after&service=obesity`, {}, async (page) => {
      try {
        save(file, right.replace("Weight management, tier 3 (specialist team)", "Weight management, tier 3 (new name)"));
        await page.locator("#parts", { hasText: "new name" }).waitFor();
      } finally {
        save(file, right);
      }
    });
    assert.deepEqual(wrong, []);
  });

  test("hostile names are shown and not obeyed", { timeout: PATIENCE }, async () => {
    const odd = join(folder, "explored-hostile");
    mkdirSync(odd, { recursive: true });
    writeFileSync(join(odd, "landscape.toml"), hostile.landscape());
    const other = await serve(odd, "before", "after");
    for (const query of ["", "?service=obesity&component=tier-3", `?area=${encodeURIComponent(hostile.names.script)}`]) {
      const wrong = await visit(`${other}${query}`, { width: 320 }, async (page) =>
        [...(await harmless.find(page, {})), ...(await narrow.find(page, {}))]);
      // A name that nothing has is no page, and a browser says so on the console.
      assert.deepEqual(wrong.filter((what) => !/on the console: Failed to load resource.*40\d/.test(what)), []);
    }
  });
});
