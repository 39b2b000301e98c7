// Keeps what is being typed, a few seconds after the typing stops, so that an ended session loses nothing.
// A form asks for it with data-keep-draft="<address that keeps drafts>".

const PAUSE = 3000;
const NEVER_KEPT = new Set(["password", "file", "submit", "button", "image", "reset"]);
// What guards a form; its other hidden boxes say which version of a record the person saw.
const GUARDS = new Set(["csrfmiddlewaretoken", "form_token"]);

export function keepDrafts() {
  document.querySelectorAll("form[data-keep-draft]").forEach((form) => {
    if (form.dataset.keepDraft) new Draft(form);
  });
}

class Draft {
  constructor(form) {
    this.form = form;
    this.notice = form.querySelector("[data-draft-notice]");
    this.kept = JSON.stringify(typedIn(form));
    form.addEventListener("input", () => this.wait());
    form.addEventListener("change", () => this.wait());
    form.addEventListener("submit", () => clearTimeout(this.timer));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  async keep() {
    const typed = typedIn(this.form);
    if (JSON.stringify(typed) === this.kept) return;
    const isKept = await send(this.form, typed);
    if (isKept) this.kept = JSON.stringify(typed);
    this.say(isKept ? `What you typed is kept (${clock()}). It is not saved yet.` : "What you type is not being kept. Save before you leave this page.");
  }

  say(sentence) {
    if (this.notice) this.notice.textContent = sentence;
  }
}

// A name with one box keeps its text, a name with several keeps a list, empty where none is chosen.
function typedIn(form) {
  const typed = Object.create(null);
  for (const box of form.elements) {
    if (!box.name || NEVER_KEPT.has(box.type) || GUARDS.has(box.name)) continue;
    const values = new FormData(form).getAll(box.name);
    typed[box.name] = values.length === 1 ? values[0] : values;
  }
  return typed;
}

async function send(form, typed) {
  try {
    const answer = await fetch(form.dataset.keepDraft, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ path: window.location.pathname + window.location.search, typed }),
      redirect: "error",
    });
    return answer.ok;
  } catch {
    return false;
  }
}

function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit" });
}
