// Comfort only: the desk works without this file.
(() => {
  'use strict';
  const $$ = (s, r = document) => [...r.querySelectorAll(s)];

  // Enter on a tick or in a reason would press the form's first button: take the first dossier, or accept this one.
  document.addEventListener('keydown', e => {
    if (e.key === 'Enter' && e.target.matches('[name=chon],[data-all],.checks input')) e.preventDefault();
  });

  // The whole page of a list.
  $$('[data-all]').forEach(all => all.addEventListener('change', () =>
    $$(`[name="${all.dataset.all}"]`).forEach(box => { box.checked = all.checked; })));

  // In the counter's form Enter goes on to the next field: it files nothing and loses no place.
  document.addEventListener('keydown', e => {
    const form = e.target.form;
    if (e.key !== 'Enter' || !e.target.matches('.sheet input') || !form) return;
    e.preventDefault();
    const fields = [...form.elements].filter(one => one.matches('input:not([type=hidden]),select,textarea') && one.offsetParent);
    const rest = fields.slice(fields.indexOf(e.target) + 1);
    const next = rest.find(one => one.type !== 'radio' || one.name !== e.target.name);
    (next || form.querySelector('.actions button'))?.focus();
  });

  // Single keys (WCAG 2.1.4): never while typing, never with a modifier, off for whom turned them off.
  const keys = new Map($$('[data-key]').map(e => [e.dataset.key, e]));
  const off = () => { try { return localStorage.getItem('keys') === 'off'; } catch { return false; } };
  const places = new Map($$('[data-go]').map(e => [e.dataset.go, e.href]));
  const lists = document.querySelector('[data-go=d]')?.href;
  if (lists) for (const [key, list] of [['m', 'mine'], ['o', 'overdue']]) places.set(key, `${lists}?ds=${list}`);
  let going = false;
  $$('[data-keys-off]').forEach(box => {
    box.checked = off();
    box.addEventListener('change', () => { try { localStorage.setItem('keys', box.checked ? 'off' : 'on'); } catch { /* not kept */ } });
  });
  const rows = $$('.row-open');
  let at = -1;
  const go = step => {
    if (!rows.length) return;
    at = Math.min(rows.length - 1, Math.max(0, at + step));
    rows[at].focus();
  };
  document.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || off()) return;
    if (e.target.closest('input,textarea,select,[contenteditable]')) { if (e.key === 'Escape') e.target.blur(); return; }
    if (going) {
      going = false;
      if (places.has(e.key)) location.assign(places.get(e.key));
      return;
    }
    if (e.key === 'g') { going = true; setTimeout(() => { going = false; }, 2000); return; }
    if (e.key === 'j') return go(1);
    if (e.key === 'k') return go(-1);
    if (e.key === 'x' && rows[at]) {
      const box = rows[at].closest('tr')?.querySelector('[type=checkbox]');
      if (box) { box.checked = !box.checked; e.preventDefault(); }
      return;
    }
    const target = keys.get(e.key);
    if (!target) return;
    e.preventDefault();
    if (target.matches('input')) target.focus(); else target.click();
    if (target.matches('summary')) target.focus();
  });
})();
