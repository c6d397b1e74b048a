// The same against a home on one machine, which she reaches over HTTPS.

import { aDay } from './office-day.mjs'

aDay({ https: true })
