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
