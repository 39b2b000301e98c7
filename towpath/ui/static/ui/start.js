// Begins whatever a page asks for. Every page works without any of this.
import { initAll } from "../built/govuk-frontend.js";
import { goOn } from "./continuing.js";
import { keepDrafts } from "./drafts.js";
import { foldOnNarrowScreens } from "./fold.js";
import { followJobs } from "./jobs.js";
import { sendOnce } from "./once.js";

initAll();
foldOnNarrowScreens();
keepDrafts();
followJobs();
sendOnce();
goOn();

if (document.querySelector('[data-module="moj-sortable-table"]')) {
  const { SortableTable } = await import("../built/moj-frontend.js");
  document.querySelectorAll('[data-module="moj-sortable-table"]').forEach((table) => new SortableTable(table));
}
