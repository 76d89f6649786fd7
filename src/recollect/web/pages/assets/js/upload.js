// Many files and folders, each sent by itself with its progress; without this, the form sends them together.

const AT_ONCE = 3;
const REASONS = { email: "the same e-mail address", phone: "the same telephone number", text: "nearly the same text" };

function link(address, words) {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = words;
  return made;
}

function press(words, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", does);
  return made;
}

async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const one of some) found.push(...(await filesOf(one)));
  }
}

class Uploads {
  constructor(form) {
    this.form = form;
    this.all = [];
    this.isPaused = false;
    this.began = 0;
    this.find = (name) => form.querySelector(`[data-${name}]`);
    this.find("pause").addEventListener("click", () => this.pause(!this.isPaused));
    this.find("retry").addEventListener("click", () => this.all.filter((one) => one.look === "gap").forEach((one) => this.again(one)));
  }

  add(files) {
    const wanted = [...files].filter((file) => !file.name.startsWith("."));
    if (!wanted.length) return;
    this.find("uploads").hidden = false;
    this.began ||= performance.now();
    for (const file of wanted) {
      const row = this.find("file").content.firstElementChild.cloneNode(true);
      row.querySelector(".up-name").textContent = file.webkitRelativePath || file.name;
      row.querySelector("progress").setAttribute("aria-label", file.name);
      row.querySelector(".up-state").textContent = "waiting";
      this.find("list").append(row);
      this.all.push({ file, row, state: "waiting", look: "", key: crypto.randomUUID?.() ?? String(Math.random()).slice(2) });
    }
    this.go();
  }

  pause(isPaused) {
    this.isPaused = isPaused;
    this.find("pause").textContent = isPaused ? "Go on" : "Pause";
    this.go();
  }

  again(one, keepScan = false) {
    Object.assign(one, { state: "waiting", look: "", keepScan, key: `${one.key}-again` });
    delete one.row.dataset.look;
    one.row.querySelector(".up-note").hidden = true;
    one.row.querySelector(".up-state").textContent = "waiting";
    this.go();
  }

  go() {
    const under = this.all.filter((one) => one.state === "sent").length;
    const waiting = this.all.filter((one) => one.state === "waiting");
    if (!this.isPaused) for (const one of waiting.slice(0, AT_ONCE - under)) this.send(one);
    this.tell();
  }

  tell() {
    const done = this.all.filter((one) => one.state === "done");
    const failed = done.filter((one) => one.look === "gap").length;
    const left = this.all.length - done.length;
    const seconds = done.length ? Math.ceil(((performance.now() - this.began) / 1000 / done.length) * left) : 0;
    const time = left && seconds && !this.isPaused ? `, about ${seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} left` : "";
    this.find("sum").textContent = `${done.length} of ${this.all.length} done${failed ? `, ${failed} not kept` : ""}${time}${left && this.isPaused ? ", paused" : ""}`;
    this.find("pause").hidden = !left;
    this.find("retry").hidden = !failed || left > 0;
  }

  send(one) {
    const job = this.form.elements.job_id;
    const jobId = job && (job.type === "hidden" || job.checked) ? job.value : "";
    const isArchive = /\.zip$/i.test(one.file.name);
    const path = isArchive ? "upload-archive" : jobId ? "upload-resume" : "upload-resume-only";
    const query = new URLSearchParams();
    if (jobId) query.set("job_id", jobId);
    if (one.keepScan) query.set("keep_scan", "true");
    const request = new XMLHttpRequest();
    const bar = one.row.querySelector("progress");
    const state = one.row.querySelector(".up-state");
    one.state = "sent";
    request.open("POST", `/api/${path}?${query}`);
    request.setRequestHeader("Idempotency-Key", one.key);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.floor((event.loaded / event.total) * 100);
      bar.value = percent;
      state.textContent = percent < 100 ? `${percent}%` : "reading";
    });
    request.addEventListener("load", () => this.settle(one, request.status, request.response ?? {}));
    request.addEventListener("error", () => this.settle(one, 0, { detail: "The server does not answer. What was kept before is safe." }));
    const body = new FormData();
    body.append("file", one.file, one.file.name);
    request.send(body);
  }

  settle(one, status, said) {
    one.state = "done";
    const isKept = status >= 200 && status < 300;
    const person = said.candidate_name || said.result?.candidate_name || "Name not read";
    const notes = [];
    let words = "Kept";
    one.look = "ok";
    if (!isKept) {
      one.look = "gap";
      words = "Not kept";
      notes.push(said.detail ?? `The server answered ${status}.`);
      if (said.error === "no_text" && said.id) {
        words = "Kept, not analysed";
        notes.push(link(`/resumes/${said.id}`, "Open it"));
      } else if (said.error === "encrypted_document") words = "Needs a password";
      else if (said.error === "scanned_document") notes.push(press("Keep it as a scan", () => this.again(one, true)));
      else if (!status || status >= 500) notes.push(press("Try again", () => this.again(one)));
    } else if (said.task) {
      words = "Unpacking";
      notes.push("Its files are read in the background.", link(`/work/${said.task.task_id}`, "Watch it"));
    } else {
      if (said.duplicate) {
        one.look = "part";
        words = "Already kept";
        notes.push(`The same file is kept as ${said.resume_id}; nothing was stored twice.`);
      }
      const other = said.duplicate ? undefined : said.same_person?.[0];
      if (other) {
        const trait = other.traits[0];
        one.look = "part";
        words = "May be an update";
        notes.push(`It has ${REASONS[trait.reason]} as a résumé of ${other.candidate_name || "another person"}.`);
        notes.push(link(`/resumes/${said.resume_id}/compare?with=${trait.resume_id}`, "See what differs"));
        notes.push(link(`/resumes/${said.resume_id}#same-person`, "Say whether it is the same person"));
      }
      notes.push(said.analysis_id ? link(`/analyses/${said.analysis_id}`, `Analysis of ${person}`) : link(`/resumes/${said.resume_id}`, said.duplicate ? "Open it" : person));
    }
    one.row.dataset.look = one.look;
    one.row.querySelector(".up-state").textContent = words;
    const note = one.row.querySelector(".up-note");
    note.replaceChildren(...notes.map((part) => (typeof part === "string" ? Object.assign(document.createElement("span"), { textContent: part }) : part)));
    note.hidden = !notes.length;
    this.go();
  }
}

for (const form of document.querySelectorAll("form[data-upload]")) {
  const uploads = new Uploads(form);
  const zone = form.querySelector("[data-dropzone]");
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      uploads.add(input.files);
      input.value = "";
    });
  }
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("over");
  });
  addEventListener("drop", async (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files];
    const found = entries.length ? (await Promise.all(entries.map(filesOf))).flat() : plain;
    uploads.add(found);
  });
  addEventListener("beforeunload", (event) => {
    if (uploads.all.some((one) => one.state !== "done")) event.preventDefault();
  });
}
