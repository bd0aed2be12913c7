; Inno Setup 6: installs for the present user only, so no administrator is asked for. Compiled by
; recipe/windows.py, which gives Version, Bundle, Licences, Icon and Target. Saved as UTF-8 with a mark.

#define Title "安心清单"
#define Program "anxin.exe"

[Setup]
AppId={{6F2B0C3E-6C0D-4E0B-9C37-0B0B0E7A5F41}
AppName={#Title}
AppVersion={#Version}
AppVerName={#Title} {#Version}
AppPublisher=Anxin Checklist contributors
VersionInfoVersion={#Version}
VersionInfoDescription={#Title}
DefaultDirName={localappdata}\Programs\AnxinChecklist
DisableDirPage=auto
DisableProgramGroupPage=yes
DisableReadyPage=yes
DisableWelcomePage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; Windows 10 version 1809: Qt 6.8 and later need it. Older ones get WinVersionTooLowError below.
MinVersion=10.0.17763
OutputDir={#Target}
OutputBaseFilename=anxin-checklist-{#Version}-windows-x64-setup
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\{#Program}
UninstallDisplayName={#Title}
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
; An open program keeps its files; it is asked to close and started again.
CloseApplications=yes
RestartApplications=yes
TimeStampsInUTC=yes
ShowLanguageDialog=no
ChangesAssociations=yes

[Messages]
SetupAppTitle=安装
SetupWindowTitle=安装 %1
UninstallAppTitle=卸载
UninstallAppFullTitle=卸载 %1
ButtonBack=< 上一步(&B)
ButtonNext=下一步(&N) >
ButtonInstall=安装(&I)
ButtonOK=确定
ButtonCancel=取消
ButtonYes=是(&Y)
ButtonNo=否(&N)
ButtonFinish=完成(&F)
ButtonBrowse=选择(&B)…
ButtonWizardBrowse=选择(&R)…
WizardSelectDir=装在哪里
SelectDirDesc=[name] 装在哪个文件夹？
SelectDirLabel3=程序会装在下面这个文件夹。你的数据不在里面。
SelectDirBrowseLabel=点“下一步”继续；想换文件夹，点“选择”。
WizardSelectTasks=还要做什么
SelectTasksDesc=要不要顺便做这些？
SelectTasksLabel2=勾上想要的，再点“下一步”。
WizardInstalling=正在安装
InstallingLabel=正在把 [name] 装到这台电脑，请稍等。
StatusExtractFiles=正在解压文件……
StatusCreateIcons=正在放快捷方式……
StatusSavingUninstall=正在记下怎样卸载……
StatusUninstalling=正在卸载 %1……
WizardPreparing=正在准备
PreparingDesc=正在准备安装 [name]。
ApplicationsFound={#Title} 还开着，要先关掉它才能安装。
ApplicationsFound2={#Title} 还开着，要先关掉它才能安装；装好后会再打开。
CloseApplications=自动关掉(&A)
DontCloseApplications=不关(&D)
FinishedHeadingLabel={#Title} 装好了
FinishedLabel=点“完成”。以后从桌面或开始菜单打开它。
FinishedLabelNoIcons=[name] 装好了。
ClickFinish=点“完成”结束。
RunEntryExec=现在打开 %1
ConfirmUninstall=要卸载 %1 吗？你的数据会留着，不会删除。
UninstalledAll=%1 已卸载。你的数据没有删除。
UninstalledMost=%1 已卸载，有几个文件没能删掉，可以自己删。你的数据没有删除。
ExitSetupTitle=不装了？
ExitSetupMessage=还没有装好。现在退出的话，程序不会装上；以后可以再运行一次。%n%n要退出吗？
OnlyOnTheseArchitectures=这个安装包只适合 64 位（x64）的 Windows，装不了。请换一台电脑。
WinVersionTooLowError=这个 Windows 太旧：需要 Windows 10（1809）或更新的版本。请先更新系统，再安装一次。
DiskSpaceWarningTitle=空间不够
DiskSpaceWarning=至少要有 %1 KB 空间，这里只有 %2 KB。请换一个文件夹，或先腾出空间。
ErrorCreatingDir=建不了文件夹“%1”。请换一个文件夹。
SetupAborted=没有装完。请看清原因，改好后再运行一次。

[Tasks]
Name: desktop; Description: "在桌面放一个快捷方式"

; A double click on an exported file opens it; for the present user, as everything here.
[Registry]
Root: HKCU; Subkey: "Software\Classes\.anxin\OpenWithProgids"; ValueType: string; ValueName: "AnxinChecklist.export"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKCU; Subkey: "Software\Classes\AnxinChecklist.export"; ValueType: string; ValueData: "{#Title}的导出文件"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\AnxinChecklist.export\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Program},0"
Root: HKCU; Subkey: "Software\Classes\AnxinChecklist.export\shell\open\command"; ValueType: string; ValueData: """{app}\{#Program}"" ""%1"""

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "{#Licences}\*"; DestDir: "{app}\licences"; Flags: ignoreversion recursesubdirs

[InstallDelete]
; What an older version had and this one has not. The person's data is never in here.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{userprograms}\{#Title}"; Filename: "{app}\{#Program}"
Name: "{userdesktop}\{#Title}"; Filename: "{app}\{#Program}"; Tasks: desktop

[Run]
Filename: "{app}\{#Program}"; Description: "{#Title}"; Flags: nowait postinstall skipifsilent

[Code]
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
var
  Folder: String;
begin
  if (CurUninstallStep = usPostUninstall) and not UninstallSilent then
  begin
    Folder := ExpandConstant('{localappdata}\anxin-checklist');
    if DirExists(Folder) then
      MsgBox('你的数据没有删除，还在这里：' + #13#10 + Folder + #13#10 +
        '重新安装后会接着用。不想要的话，请自己删除这个文件夹，再清空回收站。', mbInformation, MB_OK);
  end;
end;
