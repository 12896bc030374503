/**
 * Removes the containers of one run, by the label that they carry. A program of its own, because runs end in exit
 * handlers, where nothing asynchronous can happen: `node remove-containers.ts ADDRESS LABEL` is waited for there.
 * Prints how many it has removed.
 */
import { type RequestOptions, request } from 'node:http'

const [address = '{}', label = ''] = process.argv.slice(2)
const engine = JSON.parse(address) as RequestOptions

function ask(method: string, path: string): Promise<string> {
  return new Promise((done, failed) => {
    const asked = request({ ...engine, method, path, timeout: 20_000 }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => {
        body += text
      })
      response.on('end', () => done(body))
    })
    asked.on('timeout', () => asked.destroy(new Error('the Docker engine does not answer')))
    asked.on('error', failed)
    asked.end()
  })
}

const filters = encodeURIComponent(JSON.stringify({ label: [label] }))
const containers = JSON.parse(await ask('GET', `/containers/json?all=1&filters=${filters}`)) as { Id: string }[]
for (const { Id } of containers) await ask('DELETE', `/containers/${Id}?force=1&v=1`)
console.log(containers.length)
