// Every page and picture that the tests look at, and the command that writes it. A further one is a further line.

export const folder = process.env.REMIT_PAGES;

const tracers = ["sexual-health", "dementia", "orthopaedics", "specialised-services", "screening"];
const services = (...ids) => ids.flatMap((id) => ["--service", id]);
const england = ["scenarios/england", "before", "after"];
const districts = ["scenarios/two-districts", "before", "after"];

// `large` pages are looked at in fewer ways where the smaller ones say the same: see `ways` in browser.mjs.
export const reports = [
  { name: "england-five", args: [...england, ...services(...tracers)], large: true },
  { name: "england-sexual-health", args: [...england, ...services("sexual-health")], long: true },
  { name: "england-brief", args: [...england, ...services("sexual-health"), "--audience", "brief"], brief: true },
  { name: "england-three", args: [...england, "today", ...services("orthopaedics")] },
  { name: "england-reform", args: ["scenarios/england", "before", "--reform", "health-and-social-care-act-2012", ...services("dementia")] },
  { name: "districts", args: districts },
  { name: "districts-one", args: ["scenarios/two-districts"] },
  { name: "districts-brief", args: [...districts, "--audience", "brief"], brief: true },
  { name: "hostile", args: ["HOSTILE", "before", "after"], hostile: true, everyName: true },
  { name: "hostile-one", args: ["HOSTILE"], hostile: true },
].map((page) => ({ ...page, file: `${page.name}.html` }));

const drawn = (name, args, more = {}) => ({ name, args, file: `${name}.svg`, ...more });
const each = ["overview", "pathway", "matrix", "network", "transfers", "timeline", "map"].flatMap((picture) => {
  const of = (landscape) => [picture, landscape, "before", "after", ...services("sexual-health")];
  return [drawn(`england-${picture}`, of("scenarios/england")), drawn(`hostile-${picture}`, of("HOSTILE"), { hostile: true })];
});
export const pictures = [
  ...each,
  ...["pathway", "matrix", "network", "map"].map((picture) => drawn(`england-${picture}-one`, [picture, "scenarios/england", "after", ...services("sexual-health")])),
  drawn("hostile-network-one", ["network", "HOSTILE", "after"], { hostile: true }),
  drawn("england-map-aligned", ["map", "scenarios/england", "after", "--by", "ccg", "--align", "la"]),
  drawn("hostile-map-aligned", ["map", "HOSTILE", "after", "--by", "la", "--align", "ccg"], { hostile: true }),
];

export const page = (name) => reports.find((one) => one.name === name);
