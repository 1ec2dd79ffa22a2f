/* Keeps what was typed into a form through a lost session: in this tab alone, for whoever typed it,
   for a day at most, and until the server says that it was saved. */
'use strict';
{
    const KEPT = 'corroborate:typed:';
    const SENT = 'corroborate:sent';
    const SAVED = '#saved'; /* what `saved` in sources/admin/desk.py puts after an address */
    const LONGEST = 24 * 3600 * 1000; /* milliseconds */
    const BESIDE = ['_changelist_filters', 'claims']; /* in an address, they make no other form */
    const user = document.currentScript.dataset.user; /* empty while nobody is logged in */
    const own = `${KEPT}${user}:`;
    const form = document.querySelector('#content-main form[method="post"]:not(#changelist-form, #login-form)');

    const kept = () => Object.keys(sessionStorage).filter(key => key.startsWith(KEPT));
    const forget = keys => keys.forEach(key => sessionStorage.removeItem(key));
    const read = key => JSON.parse(sessionStorage.getItem(key));
    const old = key => !(read(key).at > Date.now() - LONGEST);

    if (user) { forget(kept().filter(key => !key.startsWith(own))); }
    forget(kept().filter(old));

    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    if (sent && (location.hash === SAVED || document.querySelector('[data-saved]'))) { sessionStorage.removeItem(sent); }
    if (location.hash === SAVED) { history.replaceState(history.state, '', location.pathname + location.search); }

    const otherTabs = new BroadcastChannel('corroborate:logged-out');
    otherTabs.addEventListener('message', () => forget(kept()));
    document.addEventListener('submit', event => {
        if ((event.target.getAttribute('action') || '').endsWith('/logout/')) {
            forget(kept());
            otherTabs.postMessage(null);
        }
    });

    const query = new URLSearchParams(location.search);
    for (const name of BESIDE) { query.delete(name); }
    const many = form && form.querySelector('input[name="action"]'); /* decisions on many rows share one address */
    if (many) { query.set('action', many.value); }
    const key = `${own}${location.pathname}?${query}`;

    /* Of radio buttons the first stands for all of them. Two lists between which choices are moved
       are left out: their options move while the page is made. */
    const together = input => [...form.elements].filter(one => one.type === input.type && one.name === input.name);
    const ofNone = input => ['password', 'hidden', 'submit', 'button', 'file'].includes(input.type)
        || input.matches('.selectfilter, .filtered, [name="csrfmiddlewaretoken"]')
        || (input.type === 'radio' && together(input)[0] !== input);
    const fields = () => [...form.elements].filter(input => input.name && !ofNone(input));
    const chosen = input => [...input.selectedOptions].map(option => [option.value, option.text]);
    const nameOf = input => (input.type === 'checkbox' ? `${input.name}=${input.value}` : input.name);
    const ticked = (input, value) => together(input).find(one => (value === undefined ? one.checked : one.value === value));

    const valueOf = function(input) {
        if (input.tagName === 'SELECT') { return JSON.stringify(chosen(input).map(([value]) => value)); }
        if (input.type === 'radio') { return ticked(input) ? ticked(input).value : ''; }
        return input.type === 'checkbox' ? String(input.checked) : input.value;
    };
    const inWords = function(input, value, options) {
        if (options) { return options.map(([, text]) => text).join(', '); }
        if (input.type === 'checkbox') { return value === 'true' ? 'ticked' : 'not ticked'; }
        return input.type === 'radio' && value ? ticked(input, value).labels[0].textContent.trim() : value;
    };
    const optionsOf = input => (input.tagName === 'SELECT' ? chosen(input) : null);
    const unfold = function(input) {
        for (let folded = input.closest('details'); folded; folded = folded.parentElement.closest('details')) { folded.open = true; }
    };
    const put = function(input, {value, options}) {
        if (options) {
            for (const [one, text] of options) {
                if (![...input.options].some(option => option.value === one)) { input.add(new Option(text, one)); }
            }
            const wanted = options.map(([one]) => one);
            for (const option of input.options) { option.selected = wanted.includes(option.value); }
        } else if (input.type === 'radio') {
            for (const one of together(input)) { one.checked = one.value === value; }
        } else if (input.type === 'checkbox') {
            input.checked = value === 'true';
        } else {
            input.value = value;
        }
        unfold(input);
        input.dispatchEvent(new Event('change', {bubbles: true}));
    };
    const box = function(...said) {
        const made = document.createElement('p');
        made.className = 'kept';
        made.setAttribute('role', 'status');
        made.append(...said);
        return made;
    };
    const quoted = function(text) {
        const made = document.createElement('bdi');
        made.textContent = text;
        return text ? ['“', made, '”'] : ['nothing'];
    };
    const tellBoth = function(input, {value, options}) {
        const mine = quoted(inWords(input, value, options));
        const theirs = quoted(inWords(input, valueOf(input), optionsOf(input)));
        const note = box('You had typed ', ...mine, ' here; meanwhile it reads ', ...theirs, '. Nothing is overwritten: type yours again if it should stand.');
        (input.closest('.form-row') || input.parentElement).append(note);
        unfold(input);
    };
    const tell = function(said) {
        const drop = document.createElement('button');
        drop.type = 'button';
        drop.textContent = 'Discard it';
        drop.addEventListener('click', () => { sessionStorage.removeItem(key); location.reload(); });
        form.prepend(box(`${said} `, drop));
    };

    const keepIn = function() {
        const answered = form.hasAttribute('data-answered') || form.querySelector('.errornote'); /* the server sent the words back itself */
        const stored = sessionStorage.getItem(key) ? read(key).typed : [];
        const shown = Object.fromEntries(fields().map(input => [nameOf(input), valueOf(input)]));
        let apart = []; /* what was typed where the page reads otherwise meanwhile, or has no such field */

        const keep = function() {
            const changed = fields().filter(input => valueOf(input) !== shown[nameOf(input)]);
            const typed = changed.map(input => (
                {name: nameOf(input), value: valueOf(input), options: optionsOf(input), shown: shown[nameOf(input)]}
            ));
            apart = apart.filter(one => !typed.some(({name}) => name === one.name));
            const whole = [...typed, ...apart];
            if (!whole.length) { sessionStorage.removeItem(key); return; }
            try {
                sessionStorage.setItem(key, JSON.stringify({at: Date.now(), typed: whole}));
            } catch (full) { /* longer than a browser keeps: what fitted before stays */ }
        };
        const restore = function() {
            const byName = Object.fromEntries(fields().map(input => [nameOf(input), input]));
            const missing = stored.filter(one => one.value !== shown[one.name]);
            const still = missing.filter(one => byName[one.name] && one.shown === shown[one.name]);
            apart = missing.filter(one => !still.includes(one));
            const both = apart.filter(one => byName[one.name]);
            for (const one of still) { put(byName[one.name], one); }
            for (const one of both) { tellBoth(byName[one.name], one); }
            if (still.length) { tell('What you typed here before is filled in again and is not saved yet.'); }
            else if (both.length) { tell('What you typed here before is not saved: it stands beside its fields.'); }
            if (!missing.length) { sessionStorage.removeItem(key); }
        };
        if (answered) { for (const one of stored) { shown[one.name] = one.shown; } } else { restore(); }
        form.addEventListener('input', keep);
        form.addEventListener('change', keep);
        form.addEventListener('submit', () => { keep(); sessionStorage.setItem(SENT, key); });
        window.addEventListener('load', () => { /* Select2 tells its changes to jQuery alone. */
            if (window.django && window.django.jQuery) { window.django.jQuery(form).on('change', 'select', keep); }
        });
    };
    if (form && user) { keepIn(); }
}
