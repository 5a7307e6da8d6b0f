// What is typed reaches the board, whatever is pressed next. Streamlit sends the text of a field when the field is
// left, and a change of page before it. So a text that nobody has left yet would be gone with its page, and a finger
// that goes from a field straight to a link would be taken back by the text, which comes second and from the old page.
(() => {
  if (window.lumbungPresses) return
  window.lumbungPresses = true
  const PAUSE = 700, TAKEN = 250, LONGEST = 5000  // milliseconds
  const FIELDS = '.stTextArea textarea, .stTextInput input:not([type="password"])'
  const LINKS = 'a[href], [data-testid="stLogoLink"]'
  let typed = null, left = -TAKEN, free = false
  const timers = new WeakMap()

  // A pause in typing sends the text, as Ctrl+Enter does. A field that lost its connection while it was typed in is
  // shut without being left: it waits until it is open again, or what stands in it would never be sent.
  const app = () => document.querySelector('[data-test-connection-state]')
  const connected = () => app()?.dataset.testConnectionState === 'CONNECTED'
  // While a save is under way nothing waits: the answer may close the form, unless the board knows of what is typed.
  const saving = () => document.querySelector('.lb-saving')
  const soon = field => {
    clearTimeout(timers.get(field))
    timers.set(field, setTimeout(send, saving() ? 0 : PAUSE, field))
  }
  const send = field => {
    if (!field.isConnected || !field.matches(FIELDS) || field.closest('[data-testid="stForm"]')) return
    if (field.disabled || !connected()) return soon(field)
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 13, ctrlKey: true, bubbles: true }))
  }
  document.addEventListener('input', event => {
    typed = event.target
    soon(typed)
  }, true)
  const leave = () => {
    if (!typed) return
    typed = null
    left = performance.now()
  }
  document.addEventListener('focusout', leave, true)

  // A press on a link waits until the text has been sent and the run that takes it is over.
  const running = () => document.querySelector('[data-test-script-state="running"], [data-test-script-state="rerunRequested"]')
  const afterwards = then => {
    const since = performance.now()
    const look = () => {
      const waited = performance.now() - since
      if (waited < TAKEN || (running() && waited < LONGEST)) setTimeout(look, 25)
      else then()
    }
    look()
  }
  document.addEventListener('click', event => {
    const link = event.target.closest?.(LINKS)
    if (free || !link || link.target === '_blank' || (link.href && link.origin !== location.origin)) return
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    if (!typed && performance.now() - left > TAKEN) return
    event.preventDefault()
    event.stopImmediatePropagation()
    document.activeElement?.blur?.()
    leave()
    afterwards(() => {
      const now = link.isConnected ? link : [...document.querySelectorAll(LINKS)].find(each => each.href === link.href)
      free = true
      now?.click()
      free = false
    })
  }, true)

  // Streamlit's own words about the connection, in the reader's language (config/words, ui/theme.py).
  const SAID = '[role="dialog"], [data-testid="stStatusWidget"]'
  const translate = () => document.querySelectorAll(SAID).forEach(place => {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const said = texts.currentNode.data.trim(), word = window.lumbungWords?.[said]
      if (word && word !== said) texts.currentNode.data = word  // each writing is a change that is looked at again
    }
  })
  new MutationObserver(translate).observe(document.body, { childList: true, subtree: true, characterData: true })
})()
