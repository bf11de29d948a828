// Comfort only: every page works without this file.
(() => {
  'use strict';
  const $ = (s, r = document) => r.querySelector(s);
  const $$ = (s, r = document) => [...r.querySelectorAll(s)];

  // The error summary takes the focus, and its links lead into the field.
  const summary = $('#error-summary');
  if (summary) summary.focus();
  // What just happened is said where the focus is, so that it is not lost with the button that was pressed.
  if (!summary) $('#xong')?.focus();
  document.addEventListener('click', e => {
    const link = e.target.closest('.error-summary a');
    if (!link) return;
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    e.preventDefault();
    (field.closest('.field, .group') || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });

  // A form is sent once.
  document.addEventListener('submit', e => {
    const form = e.target;
    if (form.dataset.sent) { e.preventDefault(); return; }
    if (form.method === 'post') { form.dataset.sent = '1'; setTimeout(() => delete form.dataset.sent, 4000); }
  });
  addEventListener('pageshow', () => $$('form').forEach(f => delete f.dataset.sent));

  // Saving while somebody types; and questions that depend on an answer of the same page: the server decides.
  const form = $('form[data-draft]');
  const say = text => { const line = $('#saved'); if (line) line.textContent = text; };
  if (form) {
    let dirty = false, busy = false, spoke = 0, timer;
    const save = async () => {
      if (!dirty || busy) return;
      busy = true; dirty = false;
      try {
        const answer = await fetch(form.dataset.draft, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
        if (!answer.ok) throw answer;
        const told = await answer.json();
        if (told.revision) $('[name=_revision]', form).value = told.revision;
        offline(false);
        // A screen reader hears of it at most twice a minute.
        if (Date.now() - spoke > 30000) { spoke = Date.now(); say(told.message); }
      } catch (error) {
        if (error instanceof Response) { if (error.status === 409) say((await error.json()).message || ''); }
        else { dirty = true; offline(true); clearTimeout(timer); timer = setTimeout(save, 4000); }
      }
      busy = false;
    };
    form.addEventListener('input', () => { dirty = true; clearTimeout(timer); timer = setTimeout(save, 1500); });
    addEventListener('online', save);
    addEventListener('pagehide', () => { if (dirty && !form.dataset.sent) navigator.sendBeacon(form.dataset.draft, new URLSearchParams(new FormData(form))); });
    form.addEventListener('change', e => {
      if (!form.dataset.depends || !e.target.matches('[data-reveals]')) return;
      reveal();
    });
    const reveal = async () => {
      const data = new URLSearchParams(new FormData(form));
      data.set('_reveal', '1');
      try {
        const answer = await fetch(form.action, { method: 'POST', body: data });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const fresh = $$('[data-field]', page), old = new Map($$('[data-field]', form).map(n => [n.dataset.field, n]));
        let last = null;
        for (const node of fresh) {
          const mine = old.get(node.dataset.field);
          if (mine) { last = mine; old.delete(node.dataset.field); continue; }
          const copy = document.adoptNode(node);
          if (last) last.after(copy); else $('.fields', form).prepend(copy);
          last = copy;
        }
        for (const gone of old.values()) gone.remove();
      } catch { /* the server asks on Continue */ }
    };
  }
  const offline = is => {
    let band = $('.offline');
    if (!is) { band?.remove(); return; }
    if (band) return;
    band = document.createElement('p');
    band.className = 'offline'; band.setAttribute('role', 'status');
    band.textContent = form?.dataset.offline || '';
    document.body.prepend(band);
  };

  // Papers: what was chosen is shown before it is sent.
  $$('input[type=file][data-preview]').forEach(input => input.addEventListener('change', () => {
    const list = document.getElementById(input.dataset.preview);
    list.replaceChildren(...[...input.files].map(file => {
      const item = document.createElement('li'), tile = document.createElement('span'), name = document.createElement('span');
      tile.className = 'paper-kind'; tile.setAttribute('aria-hidden', 'true');
      tile.textContent = file.name.split('.').pop().slice(0, 4).toUpperCase();
      item.append(tile);
      if (/^image\/(jpeg|png|webp)$/.test(file.type)) {
        const picture = new Image(64, 64);
        // A telephone may call a HEIC photo .jpg: what cannot be drawn keeps its tile.
        picture.alt = ''; picture.onload = () => tile.replaceWith(picture); picture.src = URL.createObjectURL(file);
      }
      name.className = 'name';
      name.textContent = `${file.name} (${(file.size / 1048576).toFixed(1)} MB)`;
      item.append(name);
      if (/\.hei[cf]$/i.test(file.name)) {
        const note = document.createElement('span');
        note.className = 'fine'; note.textContent = input.dataset.heic; item.append(note);
      }
      return item;
    }));
  }));
  $$('form[data-upload]').forEach(f => f.addEventListener('submit', e => {
    const bar = $('progress', f);
    if (!bar || !$$('input[type=file]', f).some(i => i.files.length)) return;
    e.preventDefault();
    const request = new XMLHttpRequest(), data = new FormData(f, e.submitter);
    bar.hidden = false;
    request.upload.onprogress = p => { bar.max = p.total; bar.value = p.loaded; };
    request.onload = () => {
      if (request.responseURL && request.status < 400) location.assign(request.responseURL);
      else { document.open(); document.write(request.responseText); document.close(); }
    };
    request.onerror = () => { bar.hidden = true; delete f.dataset.sent; offline(true); };
    request.open('POST', f.action);
    request.send(data);
  }));

  // The session: a warning at least two minutes before it ends, and one key to stay.
  const dialog = $('#session');
  if (dialog?.showModal) {
    let timer;
    const wait = left => { clearTimeout(timer); timer = setTimeout(() => dialog.showModal(), Math.max(0, left - 150) * 1000); };
    const extend = async () => {
      try {
        const answer = await fetch(dialog.dataset.extend, { method: 'POST', body: new URLSearchParams({ _seal: dialog.dataset.seal }) });
        if (answer.ok) wait((await answer.json()).left);
      } catch { /* the next page asks to sign in, and keeps what was typed */ }
    };
    dialog.addEventListener('close', extend);
    wait(+dialog.dataset.left);
  }

  $$('[data-print]').forEach(b => { b.hidden = false; b.addEventListener('click', () => print()); });
})();
