// Runs before the first paint: the page must not flash in the wrong theme. See renderer/app/theme.ts.
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('relata.theme')
  } catch {
    // Storage can be refused; the system's theme is right then.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  var contrast = chosen === 'contrast' || matchMedia('(prefers-contrast: more)').matches
  var data = document.documentElement.dataset
  data.scheme = dark ? 'dark' : 'light'
  data.theme = contrast ? 'contrast' : data.scheme
})()
