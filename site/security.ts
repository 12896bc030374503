import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

// Runs before the first paint, so that a chosen light doesn't flash the other one. Storage may be closed on file://.
export const CHOOSE_LIGHT = `try{var t=localStorage.getItem('zero-loss.theme');if(t)document.documentElement.dataset.theme=t}catch(e){}`

/** What a page may load: files of the book, and what stands in the page and is known. No `style` attributes. */
const policy = (scripts: string[], styles: string[]): string =>
  [
    "default-src 'none'",
    ['script-src', "'self'", ...scripts.map(hashOf)].join(' '),
    ['style-src', "'self'", ...styles.map(hashOf)].join(' '),
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** The policy of a page that brings its own script and style, as one file does that must open without any other. */
export function policyOfOneFile(page: string): string {
  const inside = (tag: string) =>
    [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map((match) => match[1] ?? '')
  return policy(inside('script'), inside('style'))
}

/** Sent with every answer. */
export const headers = {
  'content-security-policy': policy([CHOOSE_LIGHT], []),
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
