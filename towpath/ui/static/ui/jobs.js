// Follows a job that is under way: asks its address for {done, total, sentence, finished} and then loads the page anew.
// Without scripts the page says how to look again.

const PAUSE = 1000;
const LONGEST_PAUSE = 10000;

export function followJobs() {
  document.querySelectorAll("[data-job]").forEach((place) => {
    place.querySelector("[data-job-again]")?.setAttribute("hidden", "");
    ask(place, PAUSE);
  });
}

async function ask(place, pause) {
  await new Promise((resolve) => setTimeout(resolve, pause));
  try {
    const answer = await fetch(place.dataset.job, { headers: { Accept: "application/json" }, redirect: "error" });
    if (!answer.ok) throw new Error(answer.statusText);
    const job = await answer.json();
    show(place, job);
    if (job.finished) window.location.reload();
    else ask(place, PAUSE);
  } catch {
    ask(place, Math.min(pause * 2, LONGEST_PAUSE));
  }
}

function show(place, job) {
  const bar = place.querySelector("progress");
  if (job.total) {
    bar.max = job.total;
    bar.value = job.done;
  }
  const sentence = place.querySelector("[data-job-sentence]");
  if (job.sentence && sentence.textContent !== job.sentence) sentence.textContent = job.sentence;
}
