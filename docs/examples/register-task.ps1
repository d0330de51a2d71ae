# Once, in an elevated PowerShell: a task that runs nightly.ps1 at half past two, whether or not anybody
# is logged in. The account needs to read the database and to write to the folder, and nothing else.
$folder = "C:\roster-lint"
$account = "DISTRICT\svc-roster"

$action = New-ScheduledTaskAction -Execute "powershell.exe" -WorkingDirectory $folder `
    -Argument "-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File `"$folder\nightly.ps1`""
$trigger = New-ScheduledTaskTrigger -Daily -At "2:30"
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -ExecutionTimeLimit (New-TimeSpan -Hours 2)
$password = Read-Host "Password of $account" -AsSecureString
$plain = [System.Net.NetworkCredential]::new("", $password).Password

Register-ScheduledTask -TaskName "roster-lint" -Action $action -Trigger $trigger -Settings $settings `
    -User $account -Password $plain -RunLevel Limited
