// Comfort for the form's pages; everything works without it.
const $ = (selector) => document.querySelector(selector)
const form = $('.application')
const KEY = 'brouillon'
const storage = (act) => { try { return act(sessionStorage) } catch { /* It may be forbidden. */ } }

// Received: the draft has served.
if ($('[data-received]')) storage((kept) => kept.removeItem(KEY))

// A second press is held while the first is under way; after ten seconds, or on coming back, it counts again.
let left = 0
addEventListener('submit', (event) => {
  if (Date.now() - left < 1e4) event.preventDefault()
  else left = Date.now()
})
addEventListener('pageshow', () => { left = 0 })

$('main [role=alert]')?.focus()

let unsent = $('[data-unsent]')

if (form) {
  const { dataset } = form
  const robot = $('[data-robot]').name
  const answers = () => {
    const found = new URLSearchParams(new FormData(form))
    found.delete(robot)
    return found
  }
  const fresh = ![...answers().values()].join('')
  unsent = !fresh
  let keep = () => {}

  // A draft, in this tab only, and only if asked. Its box has no name: it is no answer.
  if (storage((kept) => kept.length >= 0)) {
    const draft = $('.draft')
    draft.innerHTML = '<div class="choice"><input id="brouillon" type="checkbox" aria-describedby="brouillon-aide"><label for="brouillon"></label></div><p class="hint" id="brouillon-aide"></p>'
    const [box, label] = draft.firstChild.children
    label.textContent = dataset.draft
    draft.lastChild.textContent = dataset.draftHint
    draft.hidden = false
    const kept = storage((kept) => kept.getItem(KEY))
    box.checked = kept != null
    if (kept && fresh) {
      const values = new URLSearchParams(kept)
      for (const field of form.elements) {
        if (!values.has(field.name) && field.type != 'checkbox') continue
        if (/radio|checkbox/.test(field.type)) field.checked ||= values.getAll(field.name).includes(field.value)
        else field.value = values.get(field.name)
      }
      unsent = true
    }
    keep = () => storage((kept) => box.checked ? kept.setItem(KEY, answers()) : kept.removeItem(KEY))
    keep()
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
    const said = dataset[rest < 0 ? 'over' : 'left'].replace('{n}', Math.abs(rest).toLocaleString('fr'))
    line.hidden = false
    line.classList.toggle('over', rest < 0)
    line.textContent = said
    return [line.nextElementSibling, said]
  }
  for (const area of form.querySelectorAll('textarea')) count(area)

  let pause
  form.addEventListener('input', ({ target }) => {
    unsent = true
    keep()
    const said = count(target)
    clearTimeout(pause)
    if (said) pause = setTimeout(() => { said[0].textContent = said[1] }, 1500)
  })
}

addEventListener('beforeunload', (event) => { if (unsent && Date.now() - left > 1e4) event.preventDefault() })
