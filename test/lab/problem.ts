/**
 * The lab or the machine is at fault, never the candidate: becomes `TOOL_ERROR`, exit code 3.
 * The message says what happened with its values; `mend` lists the commands or steps that help.
 */
export class LabProblem extends Error {
  readonly mend: string[]

  constructor(message: string, options: { mend?: string[]; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'LabProblem'
    this.mend = options.mend ?? []
  }
}
