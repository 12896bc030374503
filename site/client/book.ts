// Comfort only: without this file everything can be read, and printed.
import { addAnchor } from './parts/anchor.ts'
import { addCopyButton } from './parts/copy.ts'
import { offerSearch } from './parts/find.ts'
import { lightSwitch } from './parts/light.ts'
import { printOpen } from './parts/print.ts'
import { path } from './parts/root.ts'
import { rememberPlace, showPlace } from './parts/stopped.ts'
import { unfoldButton } from './parts/unfold.ts'

const all = <T extends HTMLElement>(selector: string): T[] => [...document.querySelectorAll<T>(selector)]

for (const button of all<HTMLButtonElement>('.bar .light')) lightSwitch(button)
for (const figure of all('figure.code')) addCopyButton(figure)
for (const heading of all('main :is(h2, h3)[id]')) addAnchor(heading)
for (const button of all<HTMLButtonElement>('.unfold')) unfoldButton(button)
for (const contents of all('#contents')) closeAfterAStep(contents)
for (const button of all<HTMLButtonElement>('.bar .find')) offerSearch(button)
for (const box of all('.stopped')) showPlace(box)
if (!document.querySelector('.stopped')) rememberPlace(path)
printOpen()

/** On a narrow page the contents lie over the text. A link within the page leaves them open, so they are closed here. */
function closeAfterAStep(contents: HTMLElement): void {
  contents.addEventListener('click', ({ target }) => {
    const link = target instanceof Element && target.closest('a')
    if (link && contents.matches(':popover-open')) contents.hidePopover()
  })
}
