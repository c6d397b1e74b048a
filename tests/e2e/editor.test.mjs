// What an author sees in a real editor: Neovim without windows, which asks `site-gen lsp` as it does any language server.

import assert from 'node:assert/strict'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder, program, root, run, test } from './harness.mjs'

/** Runs these lines of Lua in Neovim with a page of the site open; gives the lines that they printed with `say`. */
async function inEditor(page, lua) {
  const home = folder()
  cpSync(join(root, 'content'), join(home, 'content'), { recursive: true })
  const said = join(home, 'said.txt')
  const script = join(home, 'script.lua')
  writeFileSync(script, `
    local out = io.open(${JSON.stringify(said)}, 'w')
    function say(...) out:write(table.concat(vim.tbl_map(tostring, {...}), ' '), '\\n') out:flush() end
    function diagnostics() return vim.diagnostic.get(0) end
    function wait_for(what, is) if not vim.wait(30000, is, 20) then say('waited in vain for ' .. what) vim.cmd('cquit') end end
    vim.cmd('edit content/pages/${page}')
    vim.lsp.start_client({ name = 'site-gen', cmd = { ${JSON.stringify(program('site-gen'))}, 'lsp' }, root_dir = vim.fn.getcwd(),
      on_init = function(client) vim.lsp.buf_attach_client(0, client.id) end })
    wait_for('the server', function() return #vim.lsp.buf_get_clients(0) > 0 end)
    function ask(method, line, character, more)
      local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = line, character = character } }
      local answers = vim.lsp.buf_request_sync(0, method, vim.tbl_extend('force', params, more or {}), 30000)
      for _, answer in pairs(answers) do return answer.result end
    end
    ${lua}
    vim.cmd('qall!')
  `)
  const done = await run('nvim', ['--headless', '--clean', '-n', '-c', `luafile ${script}`], { cwd: home, timeout: 90_000 })
  const lines = readFileSync(said, 'utf8').trim().split('\n')
  assert.equal(done.code, 0, `${lines.join('\n')}\n${done.stderr}`)
  return { lines, home }
}

test('a mistake shows as it is typed, goes with its fix, and a word is completed', async () => {
  const { lines } = await inEditor('contact.md', `
    local last = vim.api.nvim_buf_line_count(0)
    vim.api.nvim_buf_set_lines(0, last, last, false, { 'À lire : [pour qui](./pour-qiu.md).' })
    wait_for('the mistake', function() return #diagnostics() > 0 end)
    local found = diagnostics()[1]
    say(found.source, found.code, found.lnum - last, found.col, found.end_col)
    local place = { start = { line = last, character = 0 }, ['end'] = { line = last, character = 0 } }
    local action = ask('textDocument/codeAction', last, 0, { range = place, context = { diagnostics = {} } })[1]
    say(action.title)
    vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
    say(vim.api.nvim_buf_get_lines(0, last, last + 1, false)[1])
    wait_for('the repair', function() return #diagnostics() == 0 end)
    vim.api.nvim_buf_set_lines(0, last, last + 1, false, { '[pour qui](./pour-' })
    local items = ask('textDocument/completion', last, 18).items
    say(items[1].label, items[1].detail)
  `)
  assert.deepEqual(lines, [
    // Neovim counts bytes, of which À has two.
    'site-gen link-file 0 21 34',
    'Write `./pour-qui.md`',
    'À lire : [pour qui](./pour-qui.md).',
    './pour-qui.md Pour qui',
  ])
})

test('a link leads to its page, which is renamed with all links to it', async () => {
  const { lines, home } = await inEditor('candidater.md', `
    local at
    for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
      local column = line:find('./pour-qui.md#', 1, true)
      if column and not at then at = { number - 1, vim.str_utfindex(line, column) } end
    end
    say(vim.uri_to_fname(ask('textDocument/definition', at[1], at[2]).uri):match('content/.*'))
    local hover = ask('textDocument/hover', at[1], at[2]).contents.value
    say(hover:match('^[^\\n]*'))
    local edit = ask('textDocument/rename', at[1], at[2], { newName = 'a-qui' })
    vim.lsp.util.apply_workspace_edit(edit, 'utf-16')
    vim.cmd('silent wall')
    say(vim.fn.filereadable('content/pages/pour-qui.md'), vim.fn.filereadable('content/pages/a-qui.md'))
  `)
  assert.deepEqual(lines, ['content/pages/pour-qui.md', 'Pour qui', '0 1'])
  const checked = await run(program('site-gen'), ['check'], { cwd: home })
  // Its address is in the menus, which say addresses and not files.
  const wrong = checked.stderr.match(/^content\/.*:\d+:\d+: (?!still to be given).*/gm) ?? []
  assert.deepEqual(wrong.filter((line) => !line.includes('`/pour-qui/`')), [])
})
