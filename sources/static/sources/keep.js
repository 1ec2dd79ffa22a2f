/* Keeps what was typed into a form through a lost session: in this tab alone, until it is saved. */
'use strict';
{
    const SENT = 'corroborate:sent';
    const form = document.querySelector('#content-main form[method="post"]:not(#changelist-form)');
    const key = `corroborate:typed:${location.pathname}`;
    const secret = input => ['password', 'hidden', 'submit', 'button', 'file'].includes(input.type) || input.name === 'csrfmiddlewaretoken';
    const ours = () => [...form.elements].filter(input => input.name && !secret(input));
    const chosen = input => [...input.selectedOptions].map(option => [option.value, option.text]);

    const valueOf = function(input) {
        if (input.tagName === 'SELECT') { return JSON.stringify(chosen(input).map(([value]) => value)); }
        return ['checkbox', 'radio'].includes(input.type) ? String(input.checked) : input.value;
    };
    const nameOf = input => (['checkbox', 'radio'].includes(input.type) ? `${input.name}=${input.value}` : input.name);

    const sent = sessionStorage.getItem(SENT);
    if (sent && sent !== key) { /* a form was sent, and this is another page: it was saved */
        sessionStorage.removeItem(sent);
    }
    sessionStorage.removeItem(SENT);

    const logout = document.getElementById('logout-form');
    if (logout) { logout.addEventListener('submit', () => sessionStorage.clear()); }

    if (form) {
        const shown = Object.fromEntries(ours().map(input => [nameOf(input), valueOf(input)]));
        const keep = function() {
            const typed = ours().filter(input => valueOf(input) !== shown[nameOf(input)]).map(input => [
                nameOf(input), valueOf(input), input.tagName === 'SELECT' ? chosen(input) : null,
            ]);
            if (typed.length) { sessionStorage.setItem(key, JSON.stringify(typed)); } else { sessionStorage.removeItem(key); }
        };
        const put = function(input, value, options) {
            if (options) {
                for (const [one, text] of options) {
                    if (![...input.options].some(option => option.value === one)) { input.add(new Option(text, one)); }
                }
                const wanted = options.map(([one]) => one);
                for (const option of input.options) { option.selected = wanted.includes(option.value); }
            } else if (['checkbox', 'radio'].includes(input.type)) {
                input.checked = value === 'true';
            } else {
                input.value = value;
            }
            for (let folded = input.closest('details'); folded; folded = folded.parentElement.closest('details')) { folded.open = true; }
            input.dispatchEvent(new Event('change', {bubbles: true}));
        };
        const tell = function() {
            const box = document.createElement('p');
            const drop = document.createElement('button');
            box.className = 'kept';
            box.setAttribute('role', 'status');
            drop.type = 'button';
            drop.textContent = 'Discard it';
            drop.addEventListener('click', () => { sessionStorage.removeItem(key); location.reload(); });
            box.append('What you typed here before is filled in again and is not saved yet. ', drop);
            form.prepend(box);
        };
        const restore = function(stored) {
            const byName = Object.fromEntries(ours().map(input => [nameOf(input), input]));
            const found = stored.filter(([name]) => byName[name]);
            for (const [name, value, options] of found) { put(byName[name], value, options); }
            if (found.length) { tell(); }
        };
        const answered = document.querySelector('.errornote, .errorlist'); /* the server sent the words back itself */
        const stored = sessionStorage.getItem(key);
        if (stored && !answered) { restore(JSON.parse(stored)); }
        form.addEventListener('input', keep);
        form.addEventListener('change', keep);
        form.addEventListener('submit', () => { keep(); sessionStorage.setItem(SENT, key); });
        window.addEventListener('load', () => { /* Select2 tells its changes to jQuery alone. */
            if (window.django && window.django.jQuery) { window.django.jQuery(form).on('change', 'select', keep); }
        });
    }
}
