@echo off
rem Exports what roster-lint checks before a OneRoster sync: a folder with one CSV file a table.
rem
rem It needs bcp 13 or later (of SQL Server 2016), and somebody who may read the Campus database:
rem
rem     export.cmd SERVER DATABASE export
rem     roster-lint check export
rem
rem It changes nothing: SELECT statements alone. bcp opens a connection for each table, so that
rem these are read one after the other: run it when few people work. export.ps1, which
rem "roster-lint snapshot --print-script powershell" prints, sees all tables at one moment.
rem
rem The files are personal data of students, staff and guardians. Keep the folder where only people
rem may read it who may see all of it, and delete it when it has served.

setlocal EnableExtensions DisableDelayedExpansion
if "%~3"=="" goto usage
set "SERVER=%~1"
set "DATABASE=%~2"
set "FOLDER=%~3"
set "OPTIONS=%~4"
if not defined OPTIONS set "OPTIONS=-T"
set "SCHEMA=@SCHEMA@"
set "FILES=0"
set "FAILED="
if exist "%FOLDER%" goto exists
mkdir "%FOLDER%" || exit /b 2
set "COLUMNS=%FOLDER%\columns.txt"
set "ROWS=%FOLDER%\rows.txt"

rem How a column of each kind is written: nothing for NULL, else in quotation marks.
set "CELL_text=@TEXT@"
set "CELL_padded=@PADDED@"
set "CELL_date=@DATE@"
set "CELL_guid=@GUID@"

call :ask "@DISCOVERY@" "%COLUMNS%"
if errorlevel 1 goto broken

rem The tables and the columns that are read. A ? stands behind what a database may lack.
@TABLES@

del "%COLUMNS%"
if defined FAILED goto broken
if "%FILES%"=="0" goto nothing
echo %FOLDER% holds %FILES% tables. It contains personal data.
exit /b 0

:table
set "TABLE=%~1"
set "HEADER="
set "CELLS="
exit /b 0

:column
set "KIND="
for /f "tokens=2" %%k in ('findstr /b /i /l /c:"%TABLE%.%~1 " "%COLUMNS%"') do set "KIND=%%k"
if not defined KIND goto absent
call set "CELL=%%CELL_%KIND%:COLUMN=%~1%%"
if defined HEADER set "HEADER=%HEADER%,"
if defined CELLS set "CELLS=%CELLS%, N',', "
set "HEADER=%HEADER%%~1"
set "CELLS=%CELLS%%CELL%"
exit /b 0

:absent
if "%~2"=="" echo %TABLE% has no column %~1, or you may not read it.
exit /b 0

:write
if defined FAILED exit /b 1
if defined HEADER goto rows
if "%~1"=="" echo There is no table %TABLE%, or you may not read it.
exit /b 0

:rows
echo %TABLE%
call :ask "SELECT CONCAT(N'', %CELLS%) FROM [%SCHEMA%].[%TABLE%]" "%ROWS%"
if errorlevel 1 set "FAILED=1"
if defined FAILED exit /b 1
>"%FOLDER%\%TABLE%.csv" echo %HEADER%
copy /b /y "%FOLDER%\%TABLE%.csv"+"%ROWS%" "%FOLDER%\%TABLE%.csv" >nul || set "FAILED=1"
del "%ROWS%"
set /a FILES+=1
exit /b 0

:ask
bcp "%~1" queryout "%~2" -S "%SERVER%" -d "%DATABASE%" %OPTIONS% -c -C 65001 -K ReadOnly >"%FOLDER%\log.txt"
if errorlevel 1 goto refused
del "%FOLDER%\log.txt"
exit /b 0

:refused
type "%FOLDER%\log.txt"
exit /b 1

:usage
echo Use: %~nx0 SERVER DATABASE FOLDER ["OPTIONS"]
echo.
echo FOLDER must not exist yet. OPTIONS say who you are to bcp: -T is your Windows login, which it
echo is unless you say otherwise, -G that of Entra ID. Add -u to trust the server's own certificate.
exit /b 2

:exists
echo %FOLDER% exists already: name another folder.
exit /b 2

:nothing
echo None of the Campus tables is to be seen in schema %SCHEMA% of %DATABASE%.

:broken
rmdir /s /q "%FOLDER%"
echo Nothing was exported.
exit /b 1
