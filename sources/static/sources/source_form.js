/* While a source is named: whether one like it is on file. */
'use strict';
{
    const typing = document.getElementById('typing');
    const form = typing.closest('form');
    const box = document.createElement('div');
    let timer = 0;
    box.className = 'known';
    box.setAttribute('role', 'status');
    form.elements.name.closest('.form-row').append(box);

    const lookUp = async function() {
        const query = new URLSearchParams({name: form.elements.name.value, slug: form.elements.slug.value});
        const answer = await fetch(`${typing.dataset.known}?${query}`, {redirect: 'error'});
        const found = answer.ok ? await answer.json() : {sources: []};
        box.replaceChildren(...found.sources.map(one => {
            const link = document.createElement('a');
            link.href = one.address;
            link.target = '_blank';
            link.rel = 'noopener';
            link.textContent = one.name;
            const line = document.createElement('p');
            line.append('On file under a name like it: ', link);
            return line;
        }));
    };
    form.addEventListener('input', event => {
        if (['name', 'slug'].includes(event.target.name)) {
            clearTimeout(timer);
            timer = setTimeout(lookUp, 400);
        }
    });
}
