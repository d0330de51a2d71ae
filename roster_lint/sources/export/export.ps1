<#
.SYNOPSIS
    Exports what roster-lint checks before a OneRoster sync: a folder with one CSV file a table.

.DESCRIPTION
    Run it in Windows PowerShell 5.1 or in PowerShell 7, as somebody who may read the Campus
    database, and lint the folder wherever roster-lint is installed:

        powershell -ExecutionPolicy Bypass -File export.ps1 SERVER DATABASE export
        roster-lint check export

    It changes nothing: SELECT statements alone, in one transaction. Where the database allows
    snapshots, all tables are seen at one moment and nobody waits. Elsewhere a writer who holds a
    lock for longer than 10 seconds ends the export: run it when few people work. It takes some
    minutes for 100,000 students.

    The files are personal data of students, staff and guardians. Keep the folder where only people
    may read it who may see all of it, and delete it when it has served.

.PARAMETER Server
    As SQL Server Management Studio has it: sis.example.org, or sis.example.org\CAMPUS.
.PARAMETER Database
    The Campus database.
.PARAMETER Folder
    A folder that does not exist yet.
.PARAMETER Schema
    Where the tables are.
.PARAMETER Credential
    A login of SQL Server (-Credential (Get-Credential)); else it is your Windows login.
.PARAMETER TrustServerCertificate
    Encrypts without the proof that it is this server, where its certificate is its own.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true, Position = 0)] [string] $Server,
    [Parameter(Mandatory = $true, Position = 1)] [string] $Database,
    [Parameter(Mandatory = $true, Position = 2)] [string] $Folder,
    [string] $Schema = '@SCHEMA@',
    [System.Management.Automation.PSCredential] $Credential,
    [switch] $TrustServerCertificate
)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

# The tables and the columns that are read. A ? stands behind what a database may lack.
$tables = [ordered]@{
@TABLES@
}

# How a column of each kind is written: nothing for NULL, else in quotation marks.
$cells = @{
    text   = '@TEXT@'
    padded = '@PADDED@'
    date   = '@DATE@'
    guid   = '@GUID@'
}
$kinds = @{
    char = 'padded'; nchar = 'padded'; uniqueidentifier = 'guid'
    date = 'date'; datetime = 'date'; datetime2 = 'date'; smalldatetime = 'date'
    datetimeoffset = 'date'
}

function Get-Reader([string] $query, [hashtable] $values = @{}) {
    $command = $connection.CreateCommand()
    $command.CommandText = $query
    $command.CommandTimeout = 0
    $command.Transaction = $transaction
    foreach ($name in $values.Keys) { [void] $command.Parameters.AddWithValue($name, $values[$name]) }
    return , $command.ExecuteReader()
}

function Get-Quoted([string] $name) {
    return '[' + $name.Replace(']', ']]') + ']'
}

$builder = New-Object System.Data.SqlClient.SqlConnectionStringBuilder
$builder['Data Source'] = $Server
$builder['Initial Catalog'] = $Database
$builder['Application Name'] = 'roster-lint export'
$builder['Encrypt'] = $true
$builder['TrustServerCertificate'] = [bool] $TrustServerCertificate
$builder['Integrated Security'] = $null -eq $Credential
$connection = New-Object System.Data.SqlClient.SqlConnection $builder.ConnectionString
if ($null -ne $Credential) {
    $password = $Credential.Password.Copy()
    $password.MakeReadOnly()
    $connection.Credential = New-Object System.Data.SqlClient.SqlCredential $Credential.UserName, $password
}
$connection.Open()

$made = $null
$isWhole = $false
$transaction = $null
$rows = 0
$files = 0
try {
    $made = (New-Item -ItemType Directory -Path $Folder).FullName
    $reader = Get-Reader 'SELECT snapshot_isolation_state FROM sys.databases WHERE name = DB_NAME()'
    $allowed = $reader.Read() -and -not $reader.IsDBNull(0) -and $reader.GetByte(0) -eq 1
    $reader.Close()
    $level = if ($allowed) { 'Snapshot' } else { 'ReadCommitted' }
    if (-not $allowed) {
        Write-Warning 'The database does not allow snapshots: tables are read one after the other.'
    }
    $transaction = $connection.BeginTransaction([System.Data.IsolationLevel]::$level)
    (Get-Reader 'SET LOCK_TIMEOUT 10000').Close()

    $found = @{}
    $spelling = @{}
    $reader = Get-Reader '@DISCOVERY@' @{ '@schema' = $Schema }
    while ($reader.Read()) {
        $table = $reader.GetString(0)
        if (-not $found.ContainsKey($table)) {
            $found[$table] = @{}
            $spelling[$table] = $table
        }
        $kind = $kinds[$reader.GetString(2)]
        if ($null -eq $kind) { $kind = 'text' }
        $found[$table][$reader.GetString(1)] = @($reader.GetString(1), $kind)
    }
    $reader.Close()

    foreach ($entry in $tables.GetEnumerator()) {
        $table = $entry.Key.TrimEnd('?')
        $has = $found[$table]
        if ($null -eq $has) {
            if (-not $entry.Key.EndsWith('?')) { Write-Warning "There is no table $table, or you may not read it." }
            continue
        }
        $header = @()
        $line = @()
        foreach ($column in $entry.Value) {
            $name = $column.TrimEnd('?')
            if (-not $has.ContainsKey($name)) {
                if (-not $column.EndsWith('?')) { Write-Warning "$table has no column $name, or you may not read it." }
                continue
            }
            $spelled, $kind = $has[$name]
            $header += $name
            $line += $cells[$kind].Replace('[COLUMN]', (Get-Quoted $spelled))
        }
        if ($header.Count -eq 0) { continue }
        $place = (Get-Quoted $Schema) + '.' + (Get-Quoted $spelling[$table])
        $query = "SELECT CONCAT(N'', " + ($line -join ", N',', ") + ") FROM $place"
        $path = Join-Path $made "$table.csv"
        $writer = New-Object System.IO.StreamWriter $path, $false, (New-Object System.Text.UTF8Encoding $false)
        try {
            $writer.NewLine = "`r`n"
            $writer.WriteLine($header -join ',')
            $reader = Get-Reader $query
            while ($reader.Read()) {
                $writer.WriteLine($reader.GetString(0))
                $rows++
            }
            $reader.Close()
        }
        finally {
            $writer.Close()
        }
        $files++
        Write-Progress -Activity 'Export for roster-lint' -Status $table
    }
    if ($files -eq 0) {
        throw "None of the Campus tables is to be seen in schema $Schema of $Database."
    }
    $transaction.Commit()
    $isWhole = $true
    Write-Host "$made holds $rows rows of $files tables. It contains personal data."
}
finally {
    $connection.Close()
    if ($null -ne $made -and -not $isWhole) {
        Remove-Item -Recurse -Force -Path $made
    }
}
