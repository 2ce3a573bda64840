// Comfort only: every page reads and works without it. It asks nothing of any host and keeps nothing.
(function () {
  "use strict";

  var status = document.createElement("div");
  status.className = "ea-vh";
  status.setAttribute("role", "status");
  document.body.append(status);

  // A word for the reader, also for one who does not see it.
  function say(words, near) {
    status.textContent = words;
    if (!near) return;
    var before = near.getAttribute("data-said") || near.textContent;
    near.setAttribute("data-said", before);
    near.textContent = words;
    setTimeout(function () { near.textContent = before; }, 1600);
  }

  function copy(text, near) {
    if (!navigator.clipboard) return false;
    navigator.clipboard.writeText(text).then(
      function () { say("copied", near); },
      function () { say("could not copy", near); }
    );
    return true;
  }

  // Ready citations and examples of code get a button.
  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy], .md-typeset pre:has(> code)").forEach(function (box) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "ea-copy";
      button.textContent = "Copy";
      button.addEventListener("click", function () {
        var text = box.cloneNode(true);
        text.querySelectorAll(".ea-copy").forEach(function (own) { own.remove(); });
        copy(text.textContent.trim(), button);
      });
      box.append(button);
    });
  }

  // The sign beside a fact: following it also copies its address.
  document.addEventListener("click", function (event) {
    var mark = event.target.closest("a.ea-fa");
    if (mark && copy(mark.href)) status.textContent = "address of the fact copied";
  });

  // A citation mark shows its reference while pointed at or focused; Escape puts it away.
  var peek = document.createElement("div");
  var owner = null;
  var timer = 0;
  peek.className = "ea-peek";
  peek.id = "ea-peek";
  peek.hidden = true;
  peek.setAttribute("role", "tooltip");
  document.body.append(peek);

  function hide() {
    clearTimeout(timer);
    if (owner) owner.removeAttribute("aria-describedby");
    owner = null;
    peek.hidden = true;
  }

  function show(mark) {
    var reference = document.getElementById(mark.hash.slice(1));
    var cite = reference && reference.querySelector("cite");
    if (!cite) return;
    hide();
    owner = mark;
    peek.replaceChildren(cite.cloneNode(true));
    peek.hidden = false;
    mark.setAttribute("aria-describedby", peek.id);
    var at = mark.getBoundingClientRect();
    var room = document.documentElement.clientWidth - peek.offsetWidth - 8;
    peek.style.left = Math.max(8, Math.min(at.left, room)) + scrollX + "px";
    var above = at.top - peek.offsetHeight - 6;
    peek.style.top = (above > 60 ? above : at.bottom + 6) + scrollY + "px";
  }

  function markOf(event) {
    return event.target.closest && event.target.closest(".ea-c a[href^='#ref-']");
  }

  document.addEventListener("pointerover", function (event) {
    var mark = event.pointerType === "mouse" && markOf(event);
    if (mark && mark !== owner) {
      clearTimeout(timer);
      timer = setTimeout(show, 250, mark);
    } else if (mark || peek.contains(event.target)) {
      clearTimeout(timer);
    } else if (owner || timer) {
      clearTimeout(timer);
      timer = setTimeout(hide, 200);
    }
  });
  document.addEventListener("focusin", function (event) {
    var mark = markOf(event);
    if (mark && mark.matches(":focus-visible")) show(mark);
    else if (owner && !peek.contains(event.target)) hide();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && owner) hide();
  });
})();
