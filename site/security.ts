import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

// Runs before the first paint, so that a chosen light doesn't flash the other one. Storage may be closed on file://.
export const CHOOSE_LIGHT = `try{var t=localStorage.getItem('zero-loss.theme');if(t)document.documentElement.dataset.theme=t}catch(e){}`

const hash = createHash('sha256').update(CHOOSE_LIGHT).digest('base64')

/** What a page may load: files of the book, and the one script that stands in the page. No `style` attributes. */
const policy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${hash}'`,
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Sent with every answer. */
export const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
} as const

const HOSTS = new Set(['127.0.0.1', 'localhost'])

/** Why a request is refused, or null: the book is read, by this machine, under this machine's own names. */
export function refusal({ method = '', headers }: IncomingMessage): { status: number; why: string } | null {
  // A page of another site that a name server points at 127.0.0.1 must not read this one (DNS rebinding).
  const host = (headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
  if (!HOSTS.has(host)) return { status: 403, why: 'This book is served to 127.0.0.1 and localhost only.' }
  if (!['GET', 'HEAD'].includes(method))
    return { status: 405, why: `${method} is refused: the book can only be read, with GET or HEAD.` }
  return null
}
