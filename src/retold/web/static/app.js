"use strict";
// Keys on the list of discrepancies. Everything here is also a form or a link: without this script the pages work.

const cards = () => [...document.querySelectorAll("article.card")];
let here = -1;

function go(step) {
  const all = cards();
  if (!all.length) return;
  all.forEach((card) => card.classList.remove("here"));
  here = Math.min(all.length - 1, Math.max(0, here + step));
  all[here].classList.add("here");
  all[here].tabIndex = -1;
  all[here].focus({ preventScroll: true });
  all[here].scrollIntoView({ block: "nearest" });
}

async function press(button) {
  const form = button.form;
  const card = form.closest("article.card");
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(form.action, { method: "POST", body });
  if (!answer.ok) {
    alert(await answer.text());
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(card.id);
  if (fresh) card.replaceWith(document.adoptNode(fresh));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  if (event.key === "j") return go(1);
  if (event.key === "k") return go(-1);
  const card = cards()[here];
  const found = card && card.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.tagName === "A") found.click();
  else press(found).then(() => go(event.key === "z" ? 0 : 1));
});

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && button.closest("article.card")) {
    event.preventDefault();
    press(button);
  }
});

// Words selected in a text fill the field beside it.
document.addEventListener("mouseup", () => {
  const chosen = document.getSelection();
  const from = chosen.anchorNode && chosen.anchorNode.parentElement && chosen.anchorNode.parentElement.closest("[data-fills]");
  if (from && !chosen.isCollapsed) document.getElementById(from.dataset.fills).value = chosen.toString().trim();
});

// Files dropped on the page go the way of the form, with progress.
const drop = document.querySelector("form[data-drop]");

function send(form, files) {
  const body = new FormData(form);
  body.delete(form.dataset.drop);
  for (const file of files) body.append(form.dataset.drop, file);
  const told = form.querySelector(".sent");
  const bar = document.createElement("progress");
  bar.max = 1;
  told.replaceChildren(`Sending ${files.length} file${files.length === 1 ? "" : "s"} `, bar);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.addEventListener("load", () => {
    if (request.status < 400) location.assign("/sources");
    else told.textContent = request.responseText;
  });
  request.addEventListener("error", () => { told.textContent = "The server does not answer; nothing was sent."; });
  request.send(body);
}

if (drop) {
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) send(drop, event.dataTransfer.files);
  });
  drop.addEventListener("submit", (event) => {
    event.preventDefault();
    send(drop, drop.elements[drop.dataset.drop].files);
  });
}
