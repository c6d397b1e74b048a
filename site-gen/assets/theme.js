// Comfort for the form's pages; everything works without it.
const $ = (selector, within = document) => within.querySelector(selector)
const form = $('.application')
const id = $('[data-form]')?.dataset.form
// A host may have several sites, each below a path of its own, and their forms the same name.
const site = new URL('..', document.currentScript?.src ?? location.origin).pathname
const DRAFT = `brouillon ${site}${id}`
const SENT = `envoi ${site}${id}`
const storage = (act) => { try { return act(sessionStorage) } catch { /* It may be forbidden. */ } }

// The draft has served once this tab's own send is confirmed; such a page can be opened by hand, too.
if ($('[data-received]')) storage((kept) => {
  const [arrival] = performance.getEntriesByType('navigation')
  const sent = kept.getItem(SENT)
  if (sent && (arrival?.redirectCount || document.referrer == sent)) [DRAFT, SENT].forEach((key) => kept.removeItem(key))
})

// Leaving asks first, only while something would be lost.
let unsent = () => $('[data-unsent]')
const ask = (event) => event.preventDefault()
const guard = () => (unsent() ? addEventListener : removeEventListener)('beforeunload', ask)

// A second press is held while the first is under way. Nothing tells of the browser's Stop: after a second it counts.
let pressed, second
const release = () => {
  pressed?.removeAttribute('aria-disabled')
  pressed = clearTimeout(second)
  guard()
}
addEventListener('submit', (event) => {
  if (pressed) return event.preventDefault()
  const { target } = event
  pressed = event.submitter ?? target
  pressed.setAttribute('aria-disabled', true)
  removeEventListener('beforeunload', ask)
  if ('unsent' in target.dataset) storage((kept) => kept.getItem(DRAFT) && kept.setItem(SENT, location.href.split('#')[0]))
  const line = $('[data-again]', target)
  second = setTimeout(() => {
    release()
    if (line) line.textContent = line.dataset.again
  }, 1000)
})
addEventListener('pageshow', release)

// Not every browser does these two.
$('main [autofocus]')?.focus()
$('.error-summary')?.addEventListener('click', ({ target }) => {
  if (target.hash) document.getElementById(target.hash.slice(1)).focus({ preventScroll: true })
})

if (form) {
  const { dataset, elements } = form
  const $$ = (selector) => form.querySelectorAll(selector)
  const isBox = ({ type }) => /radio|checkbox/.test(type)
  const answers = (except) => {
    const found = new URLSearchParams(new FormData(form))
    for (const { name } of $$(except)) found.delete(name)
    return found
  }
  unsent = () => [...answers('[data-robot]').values()].join('')
  // Questions that depend on others: at once, where the service would ask them in a step of their own.
  const holds = ({ field, is, all, any }) => all?.every(holds) ?? any?.some(holds) ?? new FormData(form).getAll(field).some((value) => is.includes(value))
  const branch = () => {
    for (const part of form.querySelectorAll('.branch')) {
      const asked = holds(JSON.parse(part.dataset.when))
      if (asked && !part.children.length) part.innerHTML = part.dataset.question
      part.hidden = !asked
      for (const control of part.querySelectorAll('[name]')) control.disabled = !asked
    }
  }

  const put = (values) => {
    // An answer may bring up a question, and its answer another.
    for (let asked; asked != elements.length; branch()) {
      asked = elements.length
      fill(values)
    }
    look()
  }
  const fill = (values) => {
    for (const field of elements) {
      if (field.name && isBox(field)) field.checked = values.getAll(field.name).includes(field.value)
      else if (values.has(field.name)) field.value = values.get(field.name)
    }
  }
  const look = () => {
    $$('textarea').forEach(count)
    guard()
  }

  // Characters as the service counts them.
  const { Segmenter } = Intl
  let segmenter
  const count = (area) => {
    const line = area.nextElementSibling
    if (!Segmenter || !line?.dataset.max) return
    const text = area.value.normalize().trim()
    // Loading it takes a while: not before there is something to count.
    const used = text && [...(segmenter ||= new Segmenter()).segment(text)].length
    const rest = line.dataset.max - used
    const said = dataset[rest < 0 ? 'over' : 'left'].replace('{n}', Math.abs(rest).toLocaleString(form.lang))
    line.hidden = false
    line.classList.toggle('over', rest < 0)
    line.textContent = said
    return [line.nextElementSibling, said]
  }
  look()

  // Enter goes to the next question, and the key says so: it would send the form.
  for (const input of $$('input')) input.enterKeyHint = 'next'
  form.addEventListener('keydown', (event) => {
    const { target } = event
    if (event.key != 'Enter' || event.isComposing || target.tagName != 'INPUT') return
    event.preventDefault()
    const all = [...elements]
    const next = all.slice(all.indexOf(target) + 1).find((each) => each.offsetParent && each.tabIndex >= 0 && (!each.name || each.name != target.name))
    const chosen = next.type == 'radio' && $(`[name="${next.name}"]:checked`, form)
    ;(chosen || next).focus()
  })

  const area = $('.draft')
  area.innerHTML = '<div class="choice"><input id="brouillon" type="checkbox" aria-describedby="brouillon-aide"><label for="brouillon"></label></div><p class="hint" id="brouillon-aide"></p><p class="buttons"><button class="secondary" type="button"></button><button class="secondary" type="button"></button></p><p class="hint"></p><p role="status"></p>'
  const [box, save, load] = $$('.draft input, .draft button')
  const [hint, , copyHint, said] = $$('.draft p')
  $('label', area).textContent = dataset.draft
  hint.textContent = dataset.draftHint
  save.textContent = dataset.copy
  load.textContent = dataset.copyRead
  copyHint.textContent = dataset.copyHint
  area.hidden = false

  // A draft, in this tab only, and only if asked. Its box has no name: it is no answer. The newest text wins: loading a
  // page writes nothing, and the draft comes back where it was typed, or where nothing was, not over what was sent since.
  // Such pages are known again by a hash of what they came with; the hashes follow the draft.
  const came = [...elements].map((each) => isBox(each) ? each.defaultChecked : $('[selected]', each)?.value ?? each.defaultValue)
  const page = `#${[...came.join()].reduce((hash, symbol) => hash * 31 + symbol.codePointAt() | 0, 7)};`
  let pages = ''
  const resume = () => {
    const kept = storage((all) => all.getItem(DRAFT)) ?? ''
    box.checked = kept
    pages = kept.replace(/^[^#]*/, '')
    if (kept && ('empty' in dataset || pages.includes(page))) put(new URLSearchParams(kept.split('#')[0]))
  }
  const keep = () => {
    // Back, in Firefox, shows a page with the storage of then. One that listens to this is loaded anew.
    if (box.checked) addEventListener('unload', release)
    if (!pages.includes(page)) pages += page
    storage((all) => box.checked ? all.setItem(DRAFT, answers('[data-robot]') + pages) : all.removeItem(DRAFT))
  }
  resume()
  // By then the browser has put back what it remembers of this page, which is older.
  addEventListener('pageshow', () => {
    resume()
    look()
  })
  // It is no draft where nothing can be kept.
  if (storage((all) => all.length) == null) box.parentNode.hidden = hint.hidden = true

  // A copy beyond this tab, made and read here. A statement, such as who fills in the form, is made anew each time.
  const copied = '[data-robot], [data-statement]'
  save.onclick = () => {
    const copy = {}
    for (const [name, value] of answers(copied)) copy[name] = name in copy ? [copy[name], value].flat() : value
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([JSON.stringify({ form: id, answers: copy }, null, 1)]))
    link.download = dataset.copyName
    link.click()
  }
  const file = Object.assign(document.createElement('input'), { type: 'file', accept: '.json' })
  load.onclick = () => file.click()
  file.onchange = async () => {
    try {
      const [chosen] = file.files
      const copy = JSON.parse(chosen.size < 2 ** 20 && await chosen.text())
      if (copy.form !== id) throw copy
      const values = new URLSearchParams()
      for (const [name, value] of Object.entries(copy.answers)) for (const each of [value].flat()) values.append(name, each)
      for (const { name } of $$(copied)) values.delete(name)
      put(values)
      keep()
      said.textContent = dataset.copyTaken
    } catch {
      said.textContent = dataset.copyRefused
    }
    file.value = ''
  }

  branch()
  form.addEventListener('input', branch)

  let pause
  form.addEventListener('input', ({ target }) => {
    keep()
    guard()
    const said = count(target)
    clearTimeout(pause)
    if (said) pause = setTimeout(() => { said[0].textContent = said[1] }, 1500)
  })
}
