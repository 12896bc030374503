/** The bytes are no AMQP. They, and all that follows them in their direction, can only be passed on unread. */
export class GarbageError extends Error {
  override readonly name = 'GarbageError'
}
