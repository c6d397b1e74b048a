// The day's work of a secretary whose applications are on the machine before her; with --full, since the other one does the
// same on more.

import { full } from './harness.mjs'
import { aDay } from './office-day.mjs'

if (full) aDay({ https: false })
