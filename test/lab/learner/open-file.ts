import { spawn } from 'node:child_process'

/** Opens a page with whatever the system opens pages with. Resolves to whether it could be asked. */
export function openFile(path: string, env = process.env): Promise<boolean> {
  if (env.SSH_CONNECTION && !env.DISPLAY) return Promise.resolve(false) // it would open where nobody looks
  const programs: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer' }
  const program = env.ZERO_LOSS_OPEN || (env.WSL_DISTRO_NAME ? 'wslview' : (programs[process.platform] ?? 'xdg-open'))
  return new Promise((resolve) => {
    const child = spawn(program, [path], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => resolve(true))
    child.unref()
  })
}
