// Runs before the first paint: the page must not flash in the wrong theme or language. See renderer/app/theme.ts
// and renderer/app/language.ts.
;(function () {
  var chosen = null
  var language = null
  try {
    chosen = localStorage.getItem('relata.theme')
    language = localStorage.getItem('relata.language')
  } catch {
    // Storage can be refused; the system's theme is right then.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  var contrast = chosen === 'contrast' || matchMedia('(prefers-contrast: more)').matches
  var data = document.documentElement.dataset
  data.scheme = dark ? 'dark' : 'light'
  data.theme = contrast ? 'contrast' : data.scheme
  if (language !== 'en' && language !== 'fr') language = /^fr\b/i.test(navigator.language) ? 'fr' : 'en'
  data.language = language
  document.documentElement.lang = language
})()
// Before anything else is loaded the host is asked for what the first picture needs: see renderer/host/connection/first-answer.ts.
;(function () {
  if (/[?&]host=memory(&|$)/.test(location.search)) return
  var KEY = 'relata.token'
  var code = new URLSearchParams(location.hash.slice(1)).get('code')
  function post(path, body) {
    var headers = { 'content-type': 'application/json' }
    return fetch(path, { method: 'POST', headers: headers, body: JSON.stringify(body) }).then(function (answer) {
      return answer.ok ? answer : null
    })
  }
  // The desktop's page needs no leave to ask.
  var token = 'relata' in window ? Promise.resolve('') : exchanged()
  function exchanged() {
    if (code === null) return Promise.resolve(sessionStorage.getItem(KEY))
    history.replaceState(null, '', location.pathname + location.search)
    return post('auth', { code: code })
      .then(function (answer) {
        return answer === null ? null : answer.json()
      })
      .then(function (body) {
        var found = body !== null && typeof body.token === 'string' ? body.token : null
        if (found !== null) sessionStorage.setItem(KEY, found)
        return found === null ? sessionStorage.getItem(KEY) : found
      })
  }
  var answer = token
    .then(function (found) {
      return found === null ? null : post('first', { token: found })
    })
    .catch(function () {
      return null
    })
  window.relataFirst = { token: token, answer: answer }
})()
