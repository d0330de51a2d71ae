# Lints the source that roster-lint.toml in this folder names, and puts what has to be done into the
# event log of Windows. The task's result is the exit code: 0 ready, 1 not ready, 2 usage, 3 incomplete.
Set-Location -LiteralPath $PSScriptRoot
New-Item -ItemType Directory -Force -Path reports | Out-Null

& .\.venv\Scripts\roster-lint.exe --quiet --output "json:reports\{date}.json" `
    --email email.txt --log roster-lint.log
$code = $LASTEXITCODE

if ($code -ne 0) {
    $text = if (Test-Path email.txt) { Get-Content -Raw email.txt } else { "roster-lint ended with $code." }
    & eventcreate.exe /L APPLICATION /SO roster-lint /T WARNING /ID 100 /D $text.Substring(0, [Math]::Min(900, $text.Length))
}

Get-ChildItem reports -Filter *.json | Where-Object LastWriteTime -lt (Get-Date).AddDays(-30) | Remove-Item
exit $code
