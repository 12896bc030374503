import { remember } from './storage.ts'

const lights = ['system', 'light', 'dark'] as const

/** Goes round: as the system has it, light, dark. The button holds their names in a data attribute. */
export function lightSwitch(button: HTMLButtonElement): void {
  const root = document.documentElement
  const current = () => lights.find((light) => light === root.dataset.theme) ?? 'system'
  const show = () => {
    const name = button.querySelector('b')
    if (name) name.textContent = button.dataset.names?.split(' ')[lights.indexOf(current())] ?? ''
  }
  button.hidden = false
  show()
  button.addEventListener('click', () => {
    const light = lights[(lights.indexOf(current()) + 1) % lights.length]
    if (light === undefined || light === 'system') delete root.dataset.theme
    else root.dataset.theme = light
    show()
    remember('theme', root.dataset.theme ?? null)
  })
}
