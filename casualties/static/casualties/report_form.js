/* While a report is typed: what its words say as fields, and whether it is on file.
   Without this script the button "Read the words" and the intake itself do the same. */
'use strict';
{
    const typing = document.getElementById('typing');
    const form = typing.closest('form');
    const slots = [...form.querySelectorAll('details.claim-slot')];

    const later = function(act, wait) {
        let timer = 0;
        return (...given) => { clearTimeout(timer); timer = setTimeout(() => act(...given), wait); };
    };
    const ask = async function(address, query) {
        const answer = await fetch(`${address}?${new URLSearchParams(query)}`, {redirect: 'error'});
        return answer.ok ? answer.json() : null;
    };
    const field = (slot, name) => slot.querySelector(`[name$="-${name}"]`);
    const note = function(after, kind) {
        const row = after.closest('.form-row') || after.parentElement;
        let box = row.querySelector(`.${kind}`);
        if (!box) {
            box = document.createElement('div');
            box.className = kind;
            box.setAttribute('role', 'status');
            row.append(box);
        }
        box.replaceChildren();
        return box;
    };

    const FIGURE = ['qualifier', 'low', 'best', 'high', 'word'];
    const parts = new Map(); /* A slot, and those its words were read into: read again, they take the new ones. */
    const untouched = slot => !field(slot, 'expression').value && !field(slot, 'claimant').value && !field(slot, 'qualifier').value;
    const copyClaimant = function(from, to) {
        const chosen = field(from, 'claimant').selectedOptions[0];
        if (from !== to && chosen && chosen.value) {
            field(to, 'claimant').append(chosen.cloneNode(true));
            field(to, 'claimant').value = chosen.value;
            field(to, 'claimant').dispatchEvent(new Event('change', {bubbles: true}));
        }
    };
    const fill = function(slot, figures) {
        const free = [...(parts.get(slot) || []), ...slots.filter(untouched)];
        parts.set(slot, []);
        figures.forEach((figure, number) => {
            const target = number === 0 ? slot : free.shift();
            if (!target) { return; }
            if (target !== slot) { parts.get(slot).push(target); }
            copyClaimant(slot, target);
            target.open = true;
            for (const [name, value] of Object.entries(figure.fields)) {
                if (!value && !FIGURE.includes(name)) { continue; }
                const input = field(target, name);
                input.value = value; /* Of a figure also what it has not: else the last reading's stays. */
                input.dispatchEvent(new Event('change', {bubbles: true}));
                const folded = input.closest('details:not(.claim-slot)');
                if (value && folded && name !== 'expression') { folded.open = true; }
            }
        });
    };
    const readWords = async function(input) {
        const slot = input.closest('details.claim-slot');
        const found = input.value.trim() ? await ask(typing.dataset.words, {words: input.value}) : null;
        const box = note(input, 'typed-preview');
        if (!found || !found.figures.length) {
            box.textContent = input.value.trim() ? 'Not read, or not in full: fill in the fields yourself.' : '';
            return;
        }
        const told = document.createElement('bdi');
        told.textContent = found.figures.map(one => one.told).join('; ');
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = 'Fill in';
        button.addEventListener('click', () => {
            fill(slot, found.figures);
            box.textContent = 'Filled in. Look it over.';
            field(slot, 'harm').focus();
        });
        box.append('Read as: ', told, ' ', button);
    };
    const lookUp = async function() {
        const query = {url: form.elements.url.value, title: form.elements.title.value, publisher: form.elements.publisher.value};
        const found = await ask(typing.dataset.known, query);
        const box = note(form.elements.url, 'known');
        for (const one of found ? found.reports : []) {
            const link = document.createElement('a');
            link.href = one.address;
            link.target = '_blank';
            link.rel = 'noopener';
            link.textContent = one.title;
            const line = document.createElement('p');
            line.append(`On file with ${one.why}: `, link);
            box.append(line);
        }
    };

    const readLater = later(readWords, 300);
    const lookLater = later(lookUp, 400);
    const onTyping = function(event) {
        const name = event.target.name || '';
        if (event.type === 'input' && name.endsWith('-expression')) { readLater(event.target); }
        if (['url', 'title', 'publisher'].includes(name)) { lookLater(); }
    };
    form.addEventListener('input', onTyping);
    form.addEventListener('change', onTyping);
    window.addEventListener('load', () => { /* Select2 tells its changes to jQuery alone. */
        if (window.django) { window.django.jQuery(form.elements.publisher).on('select2:select', lookLater); }
    });
}
