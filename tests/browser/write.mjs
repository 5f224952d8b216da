// Writes every page that the tests look at, and the data of each as JSON, into the folder REMIT_PAGES.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { landscape, tiles } from "./hostile.mjs";
import { folder, pictures, reports } from "./pages.mjs";

const hostile = join(folder, "hostile-landscape");

function remit(...words) {
  const args = words.map((word) => (word === "HOSTILE" ? hostile : word));
  execFileSync(process.env.REMIT, args, { stdio: ["ignore", "ignore", "inherit"] });
}

mkdirSync(join(hostile, "tiles"), { recursive: true });
writeFileSync(join(hostile, "landscape.toml"), landscape());
for (const [kind, text] of Object.entries(tiles)) writeFileSync(join(hostile, "tiles", `${kind}.csv`), text);
for (const { name, file, args } of reports) {
  remit("report", ...args, "--out", join(folder, file));
  remit("report", ...args, "--out", join(folder, `${name}.json`));
}
for (const { args, file } of pictures) {
  remit("draw", ...args, "--out", join(folder, file));
}
console.log(`    ${reports.length} reports and ${pictures.length} pictures written`);
